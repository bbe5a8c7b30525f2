// One request over the network and what came back, unverified; or why nothing did.
import type { Dispatcher } from 'undici'
import { failure } from '#shared/contract/errors.ts'
import { err, ok, type Result } from '#shared/result.ts'
import { ended, LinkError, reasonOf } from '../network/failures.ts'
import type { Trouble } from './retry.ts'

const MAX_BODY_BYTES = 1_048_576
export const API_VERSION = '1.7'

export interface Call {
  readonly method: 'GET' | 'POST' | 'DELETE'
  readonly url: URL
  readonly code?: string | undefined
  readonly body?: unknown
}

export interface RawAnswer {
  readonly call: Call
  readonly status: number
  readonly headers: Dispatcher.ResponseData['headers']
  readonly text: string
}

/** Redirects are not followed. `signal` ends it at any moment, the body included. */
export async function send(
  call: Call,
  options: { dispatcher: Dispatcher; userAgent: string; signal: AbortSignal; seconds: number },
): Promise<Result<RawAnswer, Trouble>> {
  const { dispatcher, userAgent, signal, seconds } = options
  const { request } = await import('undici')
  let isSent = false
  const noting = notingStart(() => {
    isSent ||= !signal.aborted
  })
  try {
    const response = await request(call.url, {
      method: call.method,
      dispatcher: dispatcher.compose(noting),
      signal,
      headers: {
        accept: 'application/vnd.api+json',
        'user-agent': userAgent,
        'keygen-version': API_VERSION,
        ...(call.body === undefined ? {} : { 'content-type': 'application/vnd.api+json' }),
        ...(call.code === undefined ? {} : { authorization: `License ${call.code}` }),
      },
      ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
    })
    const text = await readBounded(response.body)
    return ok({ call, status: response.statusCode, headers: response.headers, text })
  } catch (error) {
    return err({ ...explain(error, call.url.host, signal, seconds), undone: !isSent, retryAfter: null })
  }
}

/** Told when the request goes onto a connection: until then nothing of it reaches the server. */
const notingStart =
  (started: () => void): Dispatcher.DispatcherComposeInterceptor =>
  (dispatch) =>
  (options, handler) =>
    dispatch(options, {
      onRequestStart(...given) {
        started()
        handler.onRequestStart?.(...given)
      },
      onRequestUpgrade: (...given) => handler.onRequestUpgrade?.(...given),
      onResponseStart: (...given) => handler.onResponseStart?.(...given),
      onResponseData: (...given) => handler.onResponseData?.(...given),
      onResponseEnd: (...given) => handler.onResponseEnd?.(...given),
      onResponseError: (...given) => handler.onResponseError?.(...given),
    })

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

/** Connections that were open and then cut: a server that restarts, a load balancer that moves on. */
const CUT = new Set(['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET', 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH'])

const HEADERS_TOO_LARGE = 'UND_ERR_HEADERS_OVERFLOW'

/** What a connection is refused with while a server starts again, or a name server is asked too much. */
const REFUSED = new Set(['ECONNREFUSED', 'EAI_AGAIN'])

function explain(
  error: unknown,
  server: string,
  signal: AbortSignal,
  seconds: number,
): Pick<Trouble, 'failure' | 'passing'> {
  const over = ended(signal, server, seconds)
  if (over) return { failure: over, passing: false }
  if (error instanceof LinkError) {
    const { code, params } = error.failure
    const refused = code === 'proxy_dropped' || ('reason' in params && REFUSED.has(params.reason))
    return { failure: error.failure, passing: refused }
  }
  const reason = reasonOf(error)
  if (
    error instanceof TooLarge ||
    (error as Error).name === 'HTTPParserError' ||
    reason === HEADERS_TOO_LARGE
  )
    return { failure: failure('server_answer_malformed', { server, status: 0 }), passing: false }
  return { failure: failure('server_unreachable', { server, reason }), passing: CUT.has(reason) }
}

export function header({ headers }: RawAnswer, name: string): string {
  const value = headers[name]
  return (Array.isArray(value) ? value[0] : value) ?? ''
}
