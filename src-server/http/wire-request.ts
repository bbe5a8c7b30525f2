// Requests whose address cannot be read end here: signed as every answer, and with nothing of the address in the log.
import type { IncomingMessage, ServerResponse } from 'node:http'
import { randomUUID } from 'node:crypto'
import { badRequest, errorDocument } from '../json-api/errors.ts'
import type { Vendor } from '../vendor/open-vendor.ts'
import { signAnswer } from '../vendor/sign-answer.ts'
import type { Logger } from './access-log.ts'
import { CONTENT_TYPE } from './answer.ts'

/**
 * Whether Host and target together are an address, in the one spelling of each: what reads addresses further on throws
 * over others, with the whole of it, hence a License Code in its path, in the message.
 */
export function isReadable({ headers, url: target = '' }: IncomingMessage): boolean {
  const { host } = headers
  if (host === undefined || target.split('?', 1)[0]?.includes('\\')) return false
  const absolute = /^https?:\/\//.test(target)
  if (!absolute && !target.startsWith('/')) return false
  const name = host.replace(/:\d*$/, '').toLowerCase()
  return (
    URL.parse(`http://${host}/`)?.hostname === name &&
    URL.canParse(absolute ? target : `http://${host}${target}`)
  )
}

export function refuseUnreadable(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  vendor: Vendor,
  logger: Logger,
): void {
  const requestId = randomUUID()
  const { method = '', url: target = '', headers, socket } = incoming
  const refused = badRequest('The Host header and the address make no sense together')
  const body = Buffer.from(method === 'HEAD' ? '' : JSON.stringify(errorDocument(refused, requestId)))
  const request = { method, target, host: headers.host ?? '', body }
  const signed = signAnswer(request, vendor.clock(), vendor.account.id, vendor.keys.lastActive().privateKey)
  outgoing.writeHead(refused.status, {
    ...signed,
    'Content-Type': CONTENT_TYPE,
    'Content-Length': body.length,
    'X-Request-Id': requestId,
    Connection: 'close',
  })
  outgoing.end(body)
  const remote = socket.remoteAddress ?? '-'
  logger.access({ method, route: '-', status: refused.status, milliseconds: 0, requestId, remote })
}
