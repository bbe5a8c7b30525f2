// One question to the activation server and its verified answer, or the reason why there is none
// (docs/protocol.md#what-our-client-asks).
import type { NoAnswer, ServerErrorCode } from '#main/core/ports/activation-client.ts'
import type { Clock } from '#main/core/ports/clock.ts'
import type { RecordedAnswer } from '#main/core/ports/license-store.ts'
import { failure, type Failure } from '#shared/contract/errors.ts'
import type { VendorProfile } from '#shared/contract/vendor-profile.ts'
import type { Primitives } from '#shared/formats/primitives.ts'
import { err, ok, type Result } from '#shared/result.ts'
import type { Network } from '../network/network.ts'
import { firstDoubt, recordOf, type Doubt } from './believe.ts'
import { MOST_TRIES, readRetryAfter, withRetries, type Trouble } from './retry.ts'
import { header, send, type Call, type RawAnswer } from './send.ts'

/** For one question, all tries and the waits between them included. */
export const TIME_LIMIT_SECONDS = 15

/**
 * Milliseconds after a server that was waited for in vain, for which the next question is sent once and waited for less: a
 * refresh asks about each license. An answer between does not end it: a server with a full disk validates, and gives no file.
 */
const STILL_AWAY = 2000
/** Of the time limit, for all questions together to a server that did not answer the one before them in time. */
const STILL_SILENT = 1 / 5
/** Milliseconds: with less left than that nothing is asked. */
const LEAST_WAIT = 50

export interface ExchangeOptions {
  readonly vendor: VendorProfile
  readonly primitives: Primitives
  readonly clock: Clock
  readonly network: Network
  readonly userAgent: string
  readonly timeLimitSeconds: number
  /** Milliseconds before the second try, unless the server named a time. */
  readonly firstWait: number
}

export interface Answer {
  readonly status: number
  /** Parsed JSON; null for an empty body (204). */
  readonly json: unknown
  readonly record: RecordedAnswer
}

export interface Question {
  readonly code?: string
  readonly body?: unknown
  /** Asking twice does the same as asking once, so it may be asked again. */
  readonly repeatable: boolean
  /** Ends it early; null: only the time limit does. */
  readonly until: AbortSignal | null
}

export type Exchange = (
  method: Call['method'],
  path: string,
  question: Question,
) => Promise<Result<Answer, NoAnswer>>

export function createExchange(options: ExchangeOptions): Exchange {
  const { network, userAgent } = options
  /** `left`: milliseconds that a silent server is still waited for. */
  let away = { at: -Infinity, left: Infinity }
  return async (method, path, { code, body, repeatable, until }) => {
    const prepared = network()
    if (!prepared.ok) return err(notAsked(prepared.error))
    const dispatcher = await prepared.value.dispatcher()
    const begun = performance.now()
    const isAway = begun - away.at < STILL_AWAY
    const most = options.timeLimitSeconds
    const left = isAway ? away.left : Infinity
    const call = { method, url: serverUrl(options.vendor, path), code, body }
    if (left < LEAST_WAIT)
      return err(notAsked(failure('server_timeout', { server: call.url.host, seconds: most })))
    const seconds = Math.min(most, left / 1000)
    const limit = AbortSignal.timeout(seconds * 1000)
    const signal = until ? AbortSignal.any([limit, until]) : limit
    const attempt = async () => {
      const received = await send(call, { dispatcher, userAgent, signal, seconds })
      return received.ok ? judge(received.value, options) : received
    }
    const deadline = begun + seconds * 1000
    const tries = isAway ? 1 : MOST_TRIES
    const outcome = await withRetries(attempt, deadline, signal, repeatable, options.firstWait, tries)
    if (!outcome.ok && wasWaitedFor(outcome.error)) {
      const at = performance.now()
      const isSilent = outcome.error.failure.code === 'server_timeout'
      const stillLeft = left === Infinity ? most * STILL_SILENT * 1000 : left - (at - begun)
      away = { at, left: isSilent ? stillLeft : Infinity }
    }
    return outcome
  }
}

const notAsked = (reason: Failure<ServerErrorCode>): NoAnswer => ({ failure: reason, undone: true })

/** In vain: another question would not do better at once. */
const wasWaitedFor = ({ failure: { code }, passing }: Trouble): boolean =>
  passing || code === 'server_unreachable' || code === 'server_timeout'

export function serverUrl(vendor: VendorProfile, path: string): URL {
  return new URL(vendor.server.url.replace(/\/$/, '') + path)
}

/** Nothing of an answer is believed, and nothing is parsed, before its signature, digest and date held. */
function judge(answer: RawAnswer, { vendor, primitives, clock }: ExchangeOptions): Result<Answer, Trouble> {
  const now = clock.now()
  const record = recordOf(answer)
  const doubt = firstDoubt(answer, record, vendor, primitives, now)
  if (doubt) {
    const reason = doubt.failure
    const passing = reason.code === 'server_rate_limited' || reason.code === 'server_error'
    const retryAfter = readRetryAfter(header(answer, 'retry-after'), now)
    return err({
      failure: reason,
      passing,
      undone: saysNothingWasDone(answer, doubt, retryAfter),
      retryAfter,
    })
  }
  const { status, text } = answer
  const json = text === '' ? null : parseJson(text)
  if (json !== undefined) return ok({ status, json, record })
  const malformed = failure('server_answer_malformed', { server: record.host, status })
  return err({ failure: malformed, passing: false, undone: false, retryAfter: null })
}

/**
 * A 503 with Retry-After, or a path that leads nowhere, in a body that the server itself signed. Of an unsigned answer nobody
 * knows how far the request came: a proxy may have handed it on. No signature covers the status: that of an answer
 * without a body may be another one than the server's.
 */
function saysNothingWasDone(
  answer: RawAnswer,
  { step, failure: { code } }: Doubt,
  retryAfter: number | null,
): boolean {
  const signed = header(answer, 'keygen-signature') !== '' // and it holds, else the doubt would be about that
  if (!signed || answer.text === '' || step !== 'http') return false
  if (code === 'server_path_unknown') return true
  return code === 'server_error' && answer.status === 503 && retryAfter !== null
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
