// What stands between app and activation server: passes everything on, and bends the answers it is told to.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { request } from 'undici'
import type { KeyPair } from './certificates.ts'
import type { Cleanup } from './temporary.ts'

export interface Answer {
  status: number
  headers: Record<string, string>
  body: string
}

/** Changes an answer in place, or takes the response into its own hands and returns `taken`. */
export type Bend = (
  answer: Answer,
  asked: IncomingMessage,
  response: ServerResponse,
) => 'taken' | undefined | Promise<'taken' | undefined>

export interface Between {
  readonly url: string
  bend: Bend
  /** Changes what the app asked before the server sees it, or holds it up. */
  bendQuestion: (body: string, asked: IncomingMessage) => string | Promise<string>
  /** Every answer that was passed on, oldest first. */
  readonly passed: Answer[]
}

/** With a certificate it is an https server for `localhost`. */
export async function standBetween(
  cleanup: Cleanup,
  upstream: string,
  bend: Bend,
  certificate?: KeyPair,
): Promise<Between> {
  const between: Between & { url: string } = { bend, bendQuestion: (body) => body, passed: [], url: '' }
  const listen = (asked: IncomingMessage, response: ServerResponse) =>
    void pass(asked, response, upstream, between)
  const server = certificate ? createSecureServer({ ...certificate }, listen) : createServer(listen)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  cleanup.add(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  between.url = certificate ? `https://localhost:${port}/v1` : `http://127.0.0.1:${port}/v1`
  return between
}

async function pass(
  asked: IncomingMessage,
  response: ServerResponse,
  upstream: string,
  between: Between,
): Promise<void> {
  const body = await between.bendQuestion(await text(asked), asked)
  const { host = '', authorization, 'content-type': type } = asked.headers
  const received = await request(new URL(asked.url ?? '/', upstream), {
    method: asked.method as 'GET',
    // The signature covers the Host header, so it stays the one that the app asked.
    headers: { host, ...(authorization ? { authorization } : {}), ...(type ? { 'content-type': type } : {}) },
    body: body.length > 0 ? body : null,
  })
  const answer: Answer = {
    status: received.statusCode,
    headers: Object.fromEntries(
      Object.entries(received.headers)
        .filter(
          ([name]) => !['connection', 'transfer-encoding', 'content-length', 'keep-alive'].includes(name),
        )
        .map(([name, value]) => [name, String(value)]),
    ),
    body: await received.body.text(),
  }
  between.passed.push(structuredClone(answer))
  if ((await between.bend(answer, asked, response)) === 'taken') return
  response.writeHead(answer.status, answer.headers)
  response.end(answer.body)
}
