// An HTTP proxy of a test: tunnels, asks for a password, refuses, or really looks into the encrypted connection.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import { connect, type AddressInfo, type Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { TLSSocket } from 'node:tls'
import { Agent, request } from 'undici'
import type { KeyPair } from './certificates.ts'
import type { Cleanup } from './temporary.ts'

export interface ProxyOptions {
  /** `name:password` that it insists on. */
  readonly credentials?: string
  /** It is reached by https itself, as `localhost`. */
  readonly secure?: KeyPair
  /** What it answers instead of opening a tunnel. */
  readonly refuseWith?: number
  /** Drops so many connections: when it was asked for a tunnel, or once it has said that there is one. */
  readonly drops?: { readonly when: 'asked' | 'opened'; readonly times: number }
  /** Looks into the connection: shows this certificate, and trusts the server by that of its authority. */
  readonly intercept?: { readonly shows: KeyPair; readonly trusts: string }
}

export interface ConnectProxy {
  /** Without a password. */
  readonly url: string
  readonly host: string
  /** `host:port` of every tunnel that was asked for, oldest first. */
  readonly asked: string[]
  /** What it read in tunnels that it looked into, `POST /v1/…` each. */
  readonly read: string[]
}

export async function startProxy(cleanup: Cleanup, options: ProxyOptions = {}): Promise<ConnectProxy> {
  const { credentials, refuseWith, intercept, secure, drops } = options
  const asked: string[] = []
  const read: string[] = []
  const sockets = new Set<Duplex>()
  const refuse = (_: IncomingMessage, response: ServerResponse) => void response.writeHead(405).end()
  const server = secure ? createSecureServer({ ...secure }, refuse) : createServer(refuse)
  const inner = createServer((incoming, response) => {
    if (intercept) void passOn(incoming, response, intercept.trusts, read)
  })
  server.on('connection', (socket: Socket) => sockets.add(socket))
  server.on('connect', (incoming: IncomingMessage, socket: Socket, head: Buffer) => {
    const target = incoming.url ?? ''
    asked.push(target)
    socket.on('error', () => undefined)
    const expected = credentials && `Basic ${Buffer.from(credentials).toString('base64')}`
    if (expected !== undefined && incoming.headers['proxy-authorization'] !== expected)
      return socket.end(
        'HTTP/1.1 407 No\r\nProxy-Authenticate: Negotiate\r\nProxy-Authenticate: Basic realm="x"\r\n\r\n',
      )
    if (refuseWith !== undefined) return socket.end(`HTTP/1.1 ${refuseWith} No\r\nContent-Length: 0\r\n\r\n`)
    if (drops && asked.length <= drops.times)
      return drops.when === 'asked'
        ? socket.destroy()
        : socket.write('HTTP/1.1 200 OK\r\n\r\n', () => socket.destroy())
    if (intercept) {
      socket.write('HTTP/1.1 200 OK\r\n\r\n')
      const { key, cert } = intercept.shows
      const secured = new TLSSocket(socket, { isServer: true, key, cert })
      secured.on('error', () => undefined)
      return inner.emit('connection', secured)
    }
    const [, host = '', port = ''] = /^(.*):(\d+)$/.exec(target) ?? []
    const upstream = connect({ host, port: Number(port) }, () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n')
      if (head.length > 0) upstream.write(head)
      upstream.pipe(socket).pipe(upstream)
    })
    sockets.add(upstream)
    return upstream.on('error', () => socket.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  cleanup.add(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  const host = `${secure ? 'localhost' : '127.0.0.1'}:${port}`
  return { url: `${secure ? 'https' : 'http'}://${host}`, host, asked, read }
}

/** To where the request wanted to go, with everything in it readable here. */
async function passOn(
  incoming: IncomingMessage,
  response: ServerResponse,
  trusts: string,
  read: string[],
): Promise<void> {
  const { host = '', authorization, 'content-type': type } = incoming.headers
  read.push(`${incoming.method ?? ''} ${incoming.url ?? ''}`)
  const body = await buffer(incoming)
  const answer = await request(`https://${host}${incoming.url ?? ''}`, {
    method: incoming.method as 'GET',
    dispatcher: new Agent({ connect: { ca: trusts } }),
    headers: { ...(authorization ? { authorization } : {}), ...(type ? { 'content-type': type } : {}) },
    body: body.length > 0 ? body : null,
  })
  const text = await answer.body.text()
  const { connection: _, 'transfer-encoding': _encoding, ...headers } = answer.headers
  response.writeHead(answer.statusCode, headers).end(text)
}
