// The proxy step of a link: asks an HTTP proxy for a tunnel to the server (RFC 9110 §9.3.6).
import type { IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import { failure } from '#shared/contract/errors.ts'
import { err, ok, type Result } from '#shared/result.ts'
import { isDrop, reasonOf, type LinkFailure } from './failures.ts'
import { hostOf, portOf, type Way } from './way.ts'

/** `socket` leads to the proxy. Only Basic authentication: NTLM and Negotiate need the person's own credentials. */
export async function askForTunnel(
  socket: Socket,
  { target, proxy }: Way & { readonly proxy: URL },
  signal: AbortSignal,
): Promise<Result<Socket, LinkFailure>> {
  const host = target.hostname
  const authority = `${host}:${portOf(target)}`
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>()
  // An import of it loads Node's own fetch too, an eighth of what any command takes to begin.
  const { request } = process.getBuiltinModule('node:http')
  const asked = request({
    method: 'CONNECT',
    host: hostOf(proxy),
    path: authority,
    headers: { host: authority, ...authorization(proxy) },
    createConnection: () => socket,
  })
  const abort = () => reject(signal.reason as Error)
  signal.addEventListener('abort', abort)
  // What came behind the headers belongs to the tunnel.
  asked.once('connect', (answer: IncomingMessage, _: Socket, head: Buffer) => {
    if (head.length > 0) socket.unshift(head)
    resolve(answer)
  })
  asked.on('error', reject).end()
  try {
    const answer = await promise
    const status = answer.statusCode ?? 0
    if (status >= 200 && status < 300) return ok(socket)
    socket.destroy()
    return err(refusal(answer, status, target.host, proxy))
  } catch (error) {
    socket.destroy()
    if (signal.aborted) throw error
    const reason = reasonOf(error)
    return err(
      isDrop(reason)
        ? failure('proxy_dropped', { proxy: proxy.host, server: target.host, reason })
        : failure('proxy_unreachable', { proxy: proxy.host, reason }),
    )
  } finally {
    signal.removeEventListener('abort', abort)
  }
}

function refusal(
  answer: IncomingMessage,
  status: number,
  server: string,
  { host: proxy, username }: URL,
): LinkFailure {
  if (status !== 407) return failure('proxy_refused', { proxy, server, status })
  const offered = answer.headersDistinct['proxy-authenticate'] ?? []
  const schemes = offered.map((offer) => offer.trim().split(/\s/)[0] ?? '').join(', ')
  const login = username === '' ? 'none' : 'refused'
  return failure('proxy_auth_required', { proxy, schemes: schemes.slice(0, 100) || '?', login })
}

function authorization({ username, password }: URL): Record<string, string> {
  if (username === '') return {}
  const pair = `${decoded(username)}:${decoded(password)}`
  return { 'proxy-authorization': `Basic ${Buffer.from(pair).toString('base64')}` }
}

/** As curl reads it: what is no escape, such as the sign alone in `100%`, is meant as it stands. */
const decoded = (text: string): string =>
  text.replaceAll(/(?:%[0-9a-f]{2})+/gi, (escapes) => {
    try {
      return decodeURIComponent(escapes)
    } catch {
      return escapes
    }
  })
