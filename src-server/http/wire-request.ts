// Requests that cannot be read, or whose address cannot, end here: signed as every answer, and with nothing of the address
// in the log (docs/protocol.md#signed-answers).
import {
  maxHeaderSize,
  METHODS,
  STATUS_CODES,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http'
import type { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { randomUUID } from 'node:crypto'
import { badRequest, errorDocument, type ApiError } from '../json-api/errors.ts'
import type { Vendor } from '../vendor/open-vendor.ts'
import { signAnswer, type AnswerToSign } from '../vendor/sign-answer.ts'
import type { Logger } from './access-log.ts'
import { CONTENT_TYPE } from './answer.ts'

/**
 * Whether the one Host and target together are an address, in the one spelling of each: what reads addresses further on throws
 * over others, with the whole of it, hence a License Code in its path, in the message.
 */
export function isReadable({ headers, rawHeaders, url: target = '' }: IncomingMessage): boolean {
  const { host } = headers
  if (host === undefined || hasSeveralHosts(rawHeaders)) return false
  if (target.includes('\\') && target.split('?', 1)[0]?.includes('\\')) return false
  if (!isReadableHost(host)) return false
  return target.startsWith('/') || (/^https?:\/\//.test(target) && URL.canParse(target))
}

/** Of several Node keeps the first, without a word. */
function hasSeveralHosts(rawHeaders: readonly string[]): boolean {
  let hosts = 0
  for (let at = 0; at < rawHeaders.length; at += 2)
    if (rawHeaders[at]?.length === HOST.length && rawHeaders[at]?.toLowerCase() === HOST) hosts += 1
  return hosts > 1
}

const HOST = 'host'
/** The last one that was: nearly all clients name the same. */
let readableHost: string | null = null

/** A path behind a host that is none of these cannot be misread. */
function isReadableHost(host: string): boolean {
  if (host === readableHost) return true
  const name = host.replace(/:\d*$/, '').toLowerCase()
  if (URL.parse(`http://${host}/`)?.hostname !== name) return false
  readableHost = host
  return true
}

export function refuseUnreadable(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  vendor: Vendor,
  logger: Logger,
): void {
  const { socket } = incoming
  const refused = badRequest('The Host header and the address make no sense together')
  const { headers, body, requestId } = signedRefusal(lineOf(incoming), refused, vendor)
  outgoing.writeHead(refused.status, headers)
  outgoing.end(body)
  log(logger, incoming.method ?? '', refused, requestId, socket)
}

/**
 * Answers what Node itself refuses, in words of ours and signed: what is no HTTP, a head that is too long, a request that
 * took too long, an Expect that nobody knows. To be called before the server listens.
 */
export function refuseUnparsed(server: Server, vendor: Vendor, logger: Logger): void {
  const underWay = new Map<Duplex, IncomingMessage>()
  const ended = new WeakSet<Duplex>()
  server.prependListener('request', (incoming: IncomingMessage, outgoing: ServerResponse) => {
    underWay.set(incoming.socket, incoming)
    outgoing.once('close', () => underWay.delete(incoming.socket))
  })
  server.on('checkExpectation', (...exchange) => server.emit('request', ...exchange))
  server.on('clientError', (error: ParseError, socket: Socket) => {
    if (ended.has(socket)) return // each further piece of the same request
    ended.add(socket)
    const refused = refusalOf(error)
    if (!refused || !socket.writable) return void socket.destroy()
    const incoming = underWay.get(socket)
    const line = incoming ? lineOf(incoming) : readLine(error.rawPacket)
    const { headers, body, requestId } = signedRefusal(line, refused, vendor)
    const head = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
    socket.write(`HTTP/1.1 ${refused.status} ${STATUS_CODES[refused.status]}\r\n${head.join('')}\r\n`)
    socket.end(body, () => socket.destroy())
    log(logger, line.method, refused, requestId, socket)
  })
}

/** As Node's parser makes it; `rawPacket`: the piece of the request that it stumbled over. */
type ParseError = NodeJS.ErrnoException & { readonly rawPacket?: Buffer }

/** Null: the connection is broken, and nobody can be told. */
function refusalOf({ code = '' }: ParseError): ApiError | null {
  switch (code) {
    case 'HPE_HEADER_OVERFLOW':
      return { status: 431, detail: `The head of a request has at most ${maxHeaderSize} bytes` }
    case 'HPE_CHUNK_EXTENSIONS_OVERFLOW':
      return { status: 413, code: 'PAYLOAD_TOO_LARGE', detail: 'The extensions of the chunks are too long' }
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return { status: 408, detail: 'The request did not come to its end in time' }
    default:
      return code.startsWith('HPE_') ? badRequest('The request is no HTTP that can be read') : null
  }
}

type RequestLine = Pick<AnswerToSign, 'method' | 'target' | 'host'>

const lineOf = ({ method = '', url: target = '', headers: { host = '' } }: IncomingMessage): RequestLine => ({
  method,
  target,
  host,
})

/** What can be read of a request that cannot be parsed: where a client sent it all at once it can check the signature. */
function readLine(packet: Buffer | undefined): RequestLine {
  const text = packet?.toString('latin1') ?? ''
  const [, method = '', target = ''] = /^\s*([A-Za-z-]{1,32}) (\S+)/.exec(text) ?? []
  const [, host = ''] = /^host:[ \t]*(\S*)/im.exec(text) ?? []
  return { method, target, host }
}

function signedRefusal(line: RequestLine, refused: ApiError, vendor: Vendor) {
  const requestId = randomUUID()
  const text = line.method === 'HEAD' ? '' : JSON.stringify(errorDocument(refused, requestId))
  const body = Buffer.from(text)
  const { privateKey } = vendor.keys.lastActive()
  const headers = {
    ...signAnswer({ ...line, body }, vendor.clock(), vendor.account.id, privateKey),
    'Content-Type': CONTENT_TYPE,
    'Content-Length': body.length,
    'X-Request-Id': requestId,
    Connection: 'close',
  }
  return { headers, body, requestId }
}

/** A word that is no method may be anything, as what a client that lost its place sends of its token. */
function log(logger: Logger, named: string, { status }: ApiError, requestId: string, socket: Socket): void {
  const remote = socket.remoteAddress ?? '-'
  const method = METHODS.includes(named) ? named : '-'
  logger.access({ method, route: '-', status, milliseconds: 0, requestId, remote })
}
