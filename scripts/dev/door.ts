// Where the page of npm run dev meets the web host: the host's own checks, and a token that outlives a restart.
import { once } from 'node:events'
import { request, type IncomingMessage, type ServerResponse } from 'node:http'
import { systemClock } from '#main/adapters/system-clock.ts'
import { Sessions } from '#main/hosts/web/sessions.ts'
import { signIn, type Door as SignInDoor } from '#main/hosts/web/sign-in.ts'
import { whoMayTrade } from '#main/hosts/web/who-may-trade.ts'
import type { RunningHost } from './running-host.ts'

const CARRIED = /^\/(?:session|call\/[^/]+|events)$/
const MAX_SECRET_BYTES = 1024

/**
 * SECURITY: the page signs in here, by the web host's own rules, and keeps a token of this door; with a known one the
 * request goes on with the token of the host that runs now. Host, Origin and Sec-Fetch-Site go on as they came, so the
 * host turns away what it always does. docs/SECURITY.md#web-host
 */
export class Door {
  readonly #sessions = new Sessions(systemClock)
  readonly #door: SignInDoor = {
    sessions: this.#sessions,
    mayTrade: whoMayTrade([]),
    signedIn: () => undefined,
    refused: () => undefined,
  }
  readonly #host: () => Promise<RunningHost>
  #lastHeard = ''

  /** `host`: the one that runs, or that is being started: what the page asks meanwhile waits. */
  constructor(host: () => Promise<RunningHost>) {
    this.#host = host
  }

  /** Good for 60 seconds and one use. */
  newLink(origin: string): string {
    return `${origin}/#secret=${this.#sessions.newSecret()}`
  }

  /** Answers what is the host's to answer; anything else is for `next`. */
  readonly handle = (incoming: IncomingMessage, outgoing: ServerResponse, next: () => void): void => {
    const { pathname } = new URL(incoming.url ?? '/', 'http://page.invalid')
    if (!CARRIED.test(pathname)) return next()
    this.#carry(pathname, incoming, outgoing).catch(() => {
      if (outgoing.headersSent) outgoing.destroy()
      else outgoing.writeHead(502).end()
    })
  }

  async #carry(pathname: string, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const bearer = /^Bearer (.+)$/.exec(incoming.headers.authorization ?? '')?.[1]
    const known = bearer !== undefined && this.#sessions.knows(bearer)
    const secret = pathname === '/session' ? await textOf(incoming) : null
    const host = await this.#host()
    const forward = request(`${host.origin}${incoming.url ?? ''}`, {
      method: incoming.method ?? 'GET',
      headers: { ...incoming.headers, ...(known && { authorization: `Bearer ${host.token}` }) },
    })
    outgoing.on('close', () => forward.destroy())
    if (secret === null) incoming.pipe(forward)
    else forward.end(secret)
    const [answer] = (await once(forward, 'response')) as [IncomingMessage]
    // The host knows no secret of ours: 401 means that all else was right.
    if (secret !== null && answer.statusCode === 401) return this.#trade(secret, answer, incoming, outgoing)
    outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
    if (pathname === '/events' && answer.statusCode === 200) this.#tellOfRestart(host, outgoing)
    answer.on('error', () => outgoing.destroy()).pipe(outgoing)
  }

  async #trade(
    body: string,
    answer: IncomingMessage,
    { socket }: IncomingMessage,
    outgoing: ServerResponse,
  ): Promise<void> {
    answer.resume()
    const signed = await signIn(secretIn(body), socket, this.#door)
    const [status, content] = signed.ok ? [200, { token: signed.value }] : [401, signed]
    outgoing.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(content))
  }

  /** A new host may answer otherwise, so the page is to ask again. */
  #tellOfRestart({ token }: RunningHost, outgoing: ServerResponse): void {
    if (this.#lastHeard !== '' && this.#lastHeard !== token)
      for (const [event, payload] of [
        ['licenses.changed', { revision: crypto.randomUUID() }],
        ['activity.changed', {}],
      ] as const)
        outgoing.write(`${JSON.stringify({ event, payload })}\n`)
    this.#lastHeard = token
  }
}

async function textOf(incoming: IncomingMessage): Promise<string> {
  let text = ''
  for await (const part of incoming.setEncoding('utf8') as AsyncIterable<string>) {
    text += part
    if (text.length > MAX_SECRET_BYTES) throw new Error('too long for a secret')
  }
  return text
}

function secretIn(body: string): string {
  try {
    const { secret } = JSON.parse(body) as { secret?: unknown }
    return typeof secret === 'string' ? secret : ''
  } catch {
    return ''
  }
}
