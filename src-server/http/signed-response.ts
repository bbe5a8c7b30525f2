// An answer with its headers and its signature, made at once: to change a Response costs more than to sign it
// (docs/protocol.md#signed-answers).
import { isAtMost } from '../json-api/api-version.ts'
import { signAnswer } from '../vendor/sign-answer.ts'
import { ANY_ORIGIN } from './any-origin.ts'
import { socketOf, type AppContext } from './context.ts'

const signed = new WeakSet<Response>()

/** Whether it was made here: nothing can be added to it that the signature would have to cover. */
export const isSigned = (response: Response): boolean => signed.has(response)

/** `headers`: those of this answer alone. */
export function signedResponse(
  c: AppContext,
  body: string | Uint8Array<ArrayBuffer> | null,
  status: number,
  headers: Readonly<Record<string, string>> = {},
): Response {
  const vendor = c.get('vendor')
  const { privateKey } = vendor.keys.lastActive()
  const answer = {
    method: c.req.method,
    target: requestTarget(c),
    host: c.req.header('host') ?? hostOf(c),
    // A client checks the bytes that it got: none, for HEAD.
    body: c.req.method === 'HEAD' ? '' : (body ?? ''),
  }
  const proof = signAnswer(answer, vendor.clock(), vendor.account.id, privateKey)
  const response = new Response(body, {
    status,
    headers: { ...namesOf(c), ...ANY_ORIGIN, ...headers, ...proof },
  })
  signed.add(response)
  return response
}

/** The request, who asked, and the account and API version that answer. */
function namesOf(c: AppContext): Record<string, string> {
  const version = c.get('version')
  const former = isAtMost(version, '1.3') ? '-Id' : ''
  const bearer = c.get('bearer')
  return {
    'Keygen-Version': version,
    [`Keygen-Account${former}`]: c.get('vendor').account.id,
    ...(bearer !== undefined && { [`Keygen-Bearer${former}`]: bearer }),
    'Cache-Control': 'no-transform, no-store, max-age=0',
    'X-Request-Id': c.get('requestId'),
  }
}

/** As it came over the wire: `c.req.url` has been normalized, and would no longer be what the client asked for. */
function requestTarget(c: AppContext): string {
  const raw = socketOf(c)?.url
  if (raw !== undefined) return raw
  const url = new URL(c.req.url)
  return url.pathname + url.search
}

const hostOf = (c: AppContext): string => new URL(c.req.url).host
