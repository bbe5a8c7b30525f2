// Puts the activation server on a port, and takes it off again without dropping a request.
import { getRequestListener } from '@hono/node-server'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { err, ok, type Result } from '#shared/result.ts'
import { createApp } from './app.ts'
import type { Logger } from './http/access-log.ts'
import type { GuessLimitOptions } from './http/guess-limit.ts'
import { isReadable, refuseUnreadable } from './http/wire-request.ts'
import { openVendor, type Clock, type NoVendor } from './vendor/open-vendor.ts'

export interface ServeOptions {
  readonly dataDir: string
  /** 0 takes a free one. */
  readonly port?: number
  /** The loopback address unless told otherwise: in front of a network belongs a proxy that speaks TLS. */
  readonly host?: string
  readonly clock?: Clock
  readonly logger?: Logger
  readonly guessLimit?: GuessLimitOptions
  /** Believe a proxy's X-Forwarded-For: only where nobody reaches this server but through it. */
  readonly behindProxy?: boolean
}

export interface RunningServer {
  /** The base address of the API, e.g. `http://127.0.0.1:4600/v1`. */
  readonly url: string
  readonly port: number
  /** Takes no new requests, lets those under way finish, closes the database. */
  readonly close: () => Promise<void>
}

export type ServeError =
  | NoVendor
  | { readonly code: 'port_taken' | 'address_not_available' | 'port_not_permitted'; readonly message: string }

const REQUEST_TIMEOUT_MS = 30_000
const CLOSE_TIMEOUT_MS = 5_000
const SILENT: Logger = { access: () => {}, failure: () => {} }

export async function startServer(options: ServeOptions): Promise<Result<RunningServer, ServeError>> {
  const { port = 4600, host = '127.0.0.1', logger = SILENT, guessLimit } = options
  const vendor = openVendor(options.dataDir, options.clock)
  if (!vendor.ok) return vendor
  const app = createApp(vendor.value, { logger, guessLimit, behindProxy: options.behindProxy })
  const answer = getRequestListener(app.fetch)
  const server = createServer((incoming, outgoing) => {
    if (isReadable(incoming)) void answer(incoming, outgoing)
    else refuseUnreadable(incoming, outgoing, vendor.value, logger)
  })
  server.requestTimeout = REQUEST_TIMEOUT_MS
  const address = await listen(server, port, host)
  if (!address.ok) {
    vendor.value.close()
    return address
  }
  const close = async () => {
    await closeGently(server)
    vendor.value.close()
  }
  const name = address.value.family === 'IPv6' ? `[${address.value.address}]` : address.value.address
  return ok({ url: `http://${name}:${address.value.port}/v1`, port: address.value.port, close })
}

function listen(server: Server, port: number, host: string): Promise<Result<AddressInfo, ServeError>> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const known = listenError(error, port, host)
      if (known) resolve(err(known))
      else reject(error)
    })
    server.listen(port, host, () => resolve(ok(server.address() as AddressInfo)))
  })
}

function listenError(error: NodeJS.ErrnoException, port: number, host: string): ServeError | null {
  switch (error.code) {
    case 'EADDRINUSE':
      return {
        code: 'port_taken',
        message: `port ${port} is taken: choose another with --port, or 0 for a free one`,
      }
    case 'EACCES':
      return { code: 'port_not_permitted', message: `this user may not listen on port ${port}` }
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return { code: 'address_not_available', message: `${host} is not an address of this machine` }
    default:
      return null
  }
}

function closeGently(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const impatient = setTimeout(() => server.closeAllConnections(), CLOSE_TIMEOUT_MS)
    server.close(() => {
      clearTimeout(impatient)
      resolve()
    })
    server.closeIdleConnections()
  })
}
