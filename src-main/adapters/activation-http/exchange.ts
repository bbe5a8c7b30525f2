// One request to the activation server and its verified answer, or the reason why there is none (PROTOCOL §2).
import { Agent, request, type Dispatcher } from 'undici'
import { answerHolds } from '#main/core/licenses/server-word.ts'
import type { ServerErrorCode } from '#main/core/ports/activation-client.ts'
import type { Clock } from '#main/core/ports/clock.ts'
import type { RecordedAnswer } from '#main/core/ports/license-store.ts'
import { failure, type Failure } from '#shared/contract/errors.ts'
import type { VendorProfile } from '#shared/contract/vendor-profile.ts'
import type { Primitives } from '#shared/formats/primitives.ts'
import { err, ok, type Result } from '#shared/result.ts'

export const TIME_LIMIT_SECONDS = 15
const MAX_BODY_BYTES = 1_048_576
/** How far a signed answer's date may be from this machine's clock. */
const DATE_TOLERANCE = 5 * 60_000

export interface ExchangeOptions {
  readonly vendor: VendorProfile
  readonly primitives: Primitives
  readonly clock: Clock
  readonly userAgent: string
  readonly timeLimitSeconds: number
}

export interface Answer {
  readonly status: number
  /** Parsed JSON; null for an empty body (204). */
  readonly json: unknown
  readonly record: RecordedAnswer
}

export type Exchange = (
  method: 'GET' | 'POST' | 'DELETE',
  path: string,
  options: { readonly code?: string; readonly body?: unknown },
) => Promise<Result<Answer, Failure<ServerErrorCode>>>

/** Nothing of an answer is believed, and nothing is parsed, before its signature, digest and date held. */
export function createExchange(options: ExchangeOptions): Exchange {
  const { vendor, primitives, clock } = options
  const base = new URL(vendor.server.url.replace(/\/$/, ''))
  const server = base.host
  const seconds = options.timeLimitSeconds
  const dispatcher = new Agent({ connect: { timeout: seconds * 1000 }, pipelining: 0 })

  return async (method, path, { code, body }) => {
    if (!isSecure(base)) return err(failure('insecure_server', { server: base.origin }))
    const target = `${base.pathname === '/' ? '' : base.pathname}${path}`
    const received = await send(
      { method, url: new URL(target, base.origin), code, body, options, dispatcher },
      seconds,
    )
    if (!received.ok) return err(explainNetwork(received.error, server, seconds))
    const { status, headers, text } = received.value
    const record = toRecord(method, target, server, headers, text)
    const looksLikeHtml = /^\s*</.test(text) || /html/i.test(header(headers, 'content-type'))
    if (status === 429) return err(rateLimited(headers, server))
    if (record.signature === '') return err(withoutSignature(status, headers, server, looksLikeHtml))
    if (!answerHolds(record, vendor, primitives))
      return err(failure('response_signature_invalid', { server }))
    const date = Date.parse(record.date)
    if (!(Math.abs(date - clock.now()) <= DATE_TOLERANCE))
      return err(failure('clock_off', { serverTime: iso(date), clock: iso(clock.now()) }))
    if (status >= 500)
      return err(
        failure('server_error', { server, status, requestId: header(headers, 'x-request-id') || null }),
      )
    const json = text === '' ? null : parseJson(text)
    if (json === undefined) return err(failure('server_answer_malformed', { server, status }))
    return ok({ status, json, record })
  }
}

/** SECURITY: the request carries the License Code, so plain http is for loopback alone. docs/SECURITY.md#server */
function isSecure(base: URL): boolean {
  if (base.protocol === 'https:') return true
  return ['localhost', '127.0.0.1', '[::1]'].includes(base.hostname)
}

type Headers = Dispatcher.ResponseData['headers']

async function send(
  call: {
    method: 'GET' | 'POST' | 'DELETE'
    url: URL
    code: string | undefined
    body: unknown
    options: ExchangeOptions
    dispatcher: Agent
  },
  seconds: number,
): Promise<Result<{ status: number; headers: Headers; text: string }, unknown>> {
  try {
    const response = await request(call.url, {
      method: call.method,
      dispatcher: call.dispatcher,
      signal: AbortSignal.timeout(seconds * 1000),
      headers: {
        accept: 'application/vnd.api+json',
        'user-agent': call.options.userAgent,
        'keygen-version': '1.7',
        ...(call.body === undefined ? {} : { 'content-type': 'application/vnd.api+json' }),
        ...(call.code === undefined ? {} : { authorization: `License ${call.code}` }),
      },
      ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
    })
    const text = await readBounded(response.body)
    return ok({ status: response.statusCode, headers: response.headers, text })
  } catch (error) {
    return err(error)
  }
}

class TooLarge extends Error {}

async function readBounded(body: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of body) {
    size += chunk.length
    if (size > MAX_BODY_BYTES) throw new TooLarge()
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function explainNetwork(error: unknown, server: string, seconds: number): Failure<ServerErrorCode> {
  if (error instanceof TooLarge) return failure('server_answer_malformed', { server, status: 0 })
  const { name, code, message } = error as { name?: string; code?: string; message?: string }
  if (name === 'TimeoutError' || code === 'UND_ERR_CONNECT_TIMEOUT')
    return failure('server_timeout', { server, seconds })
  if (code?.startsWith('HPE_')) return failure('server_answer_malformed', { server, status: 0 })
  return failure('server_unreachable', { server, reason: (code ?? message ?? 'no connection').slice(0, 200) })
}

/** Unsigned by nature (PROTOCOL §2), and believed: it only asks to wait. */
function rateLimited(headers: Headers, server: string): Failure<ServerErrorCode> {
  const seconds = Number(header(headers, 'retry-after'))
  const retryAfterSeconds = Number.isSafeInteger(seconds) && seconds > 0 ? seconds : null
  return failure('server_rate_limited', { server, retryAfterSeconds })
}

/** What answers without a signature is a captive portal, a proxy, or the server's own front (5xx). */
function withoutSignature(
  status: number,
  headers: Headers,
  server: string,
  looksLikeHtml: boolean,
): Failure<ServerErrorCode> {
  if (status >= 500) return failure('server_error', { server, status, requestId: null })
  if (looksLikeHtml || (status >= 300 && status < 400) || status === 407 || status === 511)
    return failure('server_not_ours', { server, status })
  const type = header(headers, 'content-type')
  return /json/i.test(type)
    ? failure('response_unsigned', { server })
    : failure('server_answer_malformed', { server, status })
}

function toRecord(
  method: string,
  target: string,
  host: string,
  headers: Headers,
  body: string,
): RecordedAnswer {
  return {
    method: method.toLowerCase(),
    target,
    host,
    date: header(headers, 'date'),
    digest: header(headers, 'digest'),
    signature: header(headers, 'keygen-signature'),
    body,
  }
}

function header(headers: Headers, name: string): string {
  const value = headers[name]
  return (Array.isArray(value) ? value[0] : value) ?? ''
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const iso = (instant: number) => (Number.isFinite(instant) ? new Date(instant).toISOString() : '')
