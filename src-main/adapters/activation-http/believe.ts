// Whether an answer is believed (docs/protocol.md#signed-answers): first that somebody speaks the protocol at all,
// then signature and date.
import { answerHolds, isFromVendor } from '#main/core/standing/server-word.ts'
import type { ServerErrorCode } from '#main/core/ports/activation-client.ts'
import type { RecordedAnswer } from '#main/core/ports/license-store.ts'
import { failure, type Failure } from '#shared/contract/errors.ts'
import type { VendorProfile } from '#shared/contract/vendor-profile.ts'
import type { Primitives } from '#shared/formats/primitives.ts'
import { iso, readInstant } from '#shared/instant.ts'
import { readRetryAfter } from './retry.ts'
import { header, type RawAnswer } from './send.ts'

/** How far a signed answer's date may be from this machine's clock. */
const DATE_TOLERANCE = 5 * 60_000

/** Keygen says date and digest twice: a proxy may put its own `Date` into an answer, the other stays what was signed. */
export function recordOf(answer: RawAnswer): RecordedAnswer {
  const { method, url } = answer.call
  return {
    method: method.toLowerCase(),
    target: url.pathname + url.search,
    host: url.host,
    date: header(answer, 'keygen-date') || header(answer, 'date'),
    digest: header(answer, 'keygen-digest') || header(answer, 'digest'),
    signature: header(answer, 'keygen-signature'),
    body: answer.text,
  }
}

/** What of the way to the server it speaks against. */
export interface Doubt {
  readonly step: 'http' | 'signature' | 'clock'
  readonly failure: Failure<ServerErrorCode>
}

/** The first reason not to believe an answer, or that the server itself reports a fault; null: it is believed. */
export function firstDoubt(
  answer: RawAnswer,
  record: RecordedAnswer,
  vendor: VendorProfile,
  primitives: Primitives,
  now: number,
): Doubt | null {
  const stranger = asksToWait(answer, now) ?? notTheServer(answer)
  if (stranger) return { step: 'http', failure: stranger }
  const unbelieved = notSigned(record, vendor, primitives)
  const off = clockOff(record, now)
  // The vendor's own signature, at a date at which its key may not sign yet or any more: a clock, and no forger.
  const ownClock = unbelieved && off && isFromVendor(record, vendor, primitives)
  if (unbelieved && !ownClock) return { step: 'signature', failure: unbelieved }
  if (off) return { step: 'clock', failure: off }
  const fault = serverFault(answer) ?? pathUnknown(answer, vendor)
  return fault && { step: 'http', failure: fault }
}

/** Unsigned by nature (docs/protocol.md#signed-answers), and believed: it only asks to wait. */
function asksToWait(answer: RawAnswer, now: number): Failure<'server_rate_limited'> | null {
  if (answer.status !== 429) return null
  const wait = readRetryAfter(header(answer, 'retry-after'), now)
  const retryAfterSeconds = wait === null ? null : Math.ceil(wait / 1000)
  return failure('server_rate_limited', { server: answer.call.url.host, retryAfterSeconds })
}

/** What answers without a signature is a captive portal, a proxy, or the server's own front (5xx). */
function notTheServer(answer: RawAnswer): Failure<ServerErrorCode> | null {
  if (header(answer, 'keygen-signature') !== '') return null
  const { status, text } = answer
  const server = answer.call.url.host
  const type = header(answer, 'content-type')
  if (status >= 500) return failure('server_error', { server, status, requestId: null })
  const looksLikeHtml = text.trimStart().startsWith('<') || /html/i.test(type)
  if (looksLikeHtml || (status >= 300 && status < 400) || status === 407 || status === 511)
    return failure('server_not_ours', { server, status })
  return /json/i.test(type) ? null : failure('server_answer_malformed', { server, status })
}

function notSigned(
  record: RecordedAnswer,
  vendor: VendorProfile,
  primitives: Primitives,
): Failure<'response_unsigned' | 'response_signature_invalid'> | null {
  const server = record.host
  if (record.signature === '') return failure('response_unsigned', { server })
  return answerHolds(record, vendor, primitives) ? null : failure('response_signature_invalid', { server })
}

function clockOff(record: RecordedAnswer, now: number): Failure<'clock_off'> | null {
  const date = readInstant(record.date)
  if (date !== null && Math.abs(date - now) <= DATE_TOLERANCE) return null
  return failure('clock_off', { serverTime: date === null ? '' : iso(date), clock: iso(now) })
}

/** A fault that the server itself reports. */
function serverFault(answer: RawAnswer): Failure<'server_error'> | null {
  const { status } = answer
  const requestId = header(answer, 'x-request-id') || null
  return status < 500 ? null : failure('server_error', { server: answer.call.url.host, status, requestId })
}

/** As our server and Keygen say it of a path that leads nowhere, and not of a machine or license that is gone. */
const NO_SUCH_PATH = /"detail"\s*:\s*"The requested (endpoint|account)\b/

/** Without it a license would count as unknown, and its seat as given back. */
function pathUnknown(
  { status, text }: RawAnswer,
  { server }: VendorProfile,
): Failure<'server_path_unknown'> | null {
  return status === 404 && NO_SUCH_PATH.test(text)
    ? failure('server_path_unknown', { url: server.url })
    : null
}
