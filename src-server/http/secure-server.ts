// A server of HTTP, over TLS where it has a certificate of its own (docs/vendor-guide.md#tls).
import { createServer, type Server } from 'node:http'
import { createServer as createSecureServer, type Server as SecureServer } from 'node:https'
import { within } from './request-time.ts'

/** In PEM; the certificate with those between it and the authority behind it. */
export interface Certificate {
  readonly cert: Buffer
  readonly key: Buffer
  /** Its last moment, in milliseconds since 1970 UTC. */
  readonly until: number
}

/** Without Host a request is refused as any other that makes no sense: signed. */
const OPTIONS = { requireHostHeader: false }
/** Milliseconds for a client to agree on a connection. */
const HANDSHAKE = 10_000

export interface MadeServer {
  readonly server: Server
  /** For connections from then on. */
  readonly renew: (certificate: Certificate) => void
}

/** `requestTimeout`: milliseconds for a request to come to its end. */
export function makeServer(certificate: Certificate | undefined, requestTimeout: number): MadeServer {
  const options = { ...OPTIONS, ...within(requestTimeout) }
  if (certificate === undefined) return { server: createServer(options), renew: () => undefined }
  const { cert, key } = certificate
  const server: SecureServer = createSecureServer({ ...options, cert, key, handshakeTimeout: HANDSHAKE })
  return { server, renew: (next) => server.setSecureContext({ cert: next.cert, key: next.key }) }
}
