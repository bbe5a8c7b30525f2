// Puts the activation server on a port, and takes it off again without dropping a request.
import { getRequestListener } from '@hono/node-server'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { err, ok, type Result } from '#shared/result.ts'
import { Culling } from './activation/culling.ts'
import { createApp } from './app.ts'
import { Fault } from './fault.ts'
import type { Logger } from './http/access-log.ts'
import type { BelievedProxies } from './http/believed-proxies.ts'
import type { GuessLimitOptions } from './http/guess-limit.ts'
import { isReadable, refuseUnparsed, refuseUnreadable } from './http/wire-request.ts'
import { gentleStop } from './http/gentle-stop.ts'
import { listening, type Place } from './http/listening.ts'
import { makeServer, type Certificate } from './http/secure-server.ts'
import { listenForMetrics } from './operations/metrics-listener.ts'
import { refuseUnfit } from './vendor/fit-to-sign.ts'
import { openVendor, type Clock, type Vendor } from './vendor/open-vendor.ts'

export interface ServeOptions {
  readonly dataDir: string
  /** 0 takes a free one. */
  readonly port?: number
  /** The loopback address unless told otherwise: in front of a network belongs a proxy that speaks TLS. */
  readonly host?: string
  /** It speaks TLS then; else http, for a proxy in front of it. */
  readonly certificate?: Certificate | undefined
  readonly clock?: Clock
  /** See `openVendor`. */
  readonly monotonic?: Clock
  /** Milliseconds between two looks at whose lease has ended. */
  readonly cullEvery?: number
  readonly logger?: Logger
  readonly guessLimit?: GuessLimitOptions
  readonly behindProxy?: BelievedProxies
  /** Where Prometheus finds its metrics; nowhere unless told. */
  readonly metrics?: Place | undefined
  /** Milliseconds at its end for a request that is on its way over a connection that looks idle. */
  readonly onItsWay?: number
  /** See `openVendor`. */
  readonly database?: string | undefined
  /** Milliseconds that a change waits for the lock of writing. Everybody waits while one write does. */
  readonly writePatience?: number
  /** Milliseconds for a request to come to its end. */
  readonly requestTimeout?: number
}

export interface RunningServer {
  /** The base address of the API, e.g. `http://127.0.0.1:4600/v1`. */
  readonly url: string
  readonly port: number
  /** Where the metrics are. */
  readonly metrics?: string | undefined
  /** Of a server that has one: shows another certificate to whoever comes from now on. */
  readonly renew: (certificate: Certificate) => void
  /** Takes no new requests, lets those under way finish, closes the database. */
  readonly close: () => Promise<void>
}

const REQUEST_TIMEOUT_MS = 30_000
const WRITE_PATIENCE_MS = 250
/** Bytes: a larger database would be slow to start, and `doctor` looks at it. */
const LOOKED_AT_WHOLE = 128 * 2 ** 20
const SILENT: Logger = { access: () => {}, failure: () => {} }

/**
 * Refuses, before anybody is served, a folder that cannot be worked on or is not its owner's alone, and a signing key that
 * no app would believe, or not yet by the clock.
 */
export async function startServer(options: ServeOptions): Promise<Result<RunningServer, Fault>> {
  const { port = 4600, host = '127.0.0.1', guessLimit, requestTimeout = REQUEST_TIMEOUT_MS } = options
  const vendor = await openToServe(options)
  if (!vendor.ok) return vendor
  let { certificate } = options
  const observed = await observe(vendor.value, options, () => certificate?.until)
  if (!observed.ok) {
    await vendor.value.close()
    return observed
  }
  const { logger, metrics } = observed.value
  const app = createApp(vendor.value, { logger, guessLimit, behindProxy: options.behindProxy })
  const answer = getRequestListener(app.fetch)
  const { server, renew } = makeServer(certificate, requestTimeout)
  const answerReadable = (incoming: IncomingMessage, outgoing: ServerResponse) => {
    if (isReadable(incoming)) void answer(incoming, outgoing)
    else refuseUnreadable(incoming, outgoing, vendor.value, logger)
  }
  refuseUnparsed(server, vendor.value, logger)
  const stop = gentleStop(server, answerReadable, requestTimeout, options.onItsWay)
  const address = await listening(server, { host, port }, '--port')
  if (!address.ok) {
    metrics?.close()
    await vendor.value.close()
    return address
  }
  // No more connections for a moment, such as where all of the process's files are open, is no end of the server.
  server.on('error', (error) => logger.failure('-', error))
  const culling = new Culling(vendor.value, logger, options.cullEvery)
  culling.start()
  const show = (next: Certificate) => {
    renew(next)
    certificate = next
  }
  const close = async () => {
    culling.stop()
    await stop()
    metrics?.close()
    await vendor.value.close()
  }
  const { name, port: taken } = address.value
  const url = `${certificate ? 'https' : 'http'}://${name}/v1`
  return ok({ url, port: taken, metrics: metrics?.url, renew: show, close })
}

/** Who listens to what happens: the log, and the metrics where somebody wants them. Nobody else waits for their library. */
async function observe(
  vendor: Vendor,
  { logger = SILENT, metrics: place }: ServeOptions,
  certificateUntil: () => number | undefined,
) {
  if (place === undefined) return ok({ logger, metrics: null })
  const { Metrics } = await import('./operations/metrics.ts')
  const metrics = new Metrics(vendor, certificateUntil)
  const listener = await listenForMetrics(metrics, place)
  return listener.ok ? ok({ logger: metrics.counting(logger), metrics: listener.value }) : listener
}

async function openToServe({
  dataDir,
  clock,
  monotonic,
  database,
  writePatience = WRITE_PATIENCE_MS,
}: ServeOptions): Promise<Result<Vendor, Fault>> {
  const vendor = await openVendor(dataDir, clock, {
    patience: writePatience,
    staysOpen: true,
    monotonic,
    database,
  })
  if (!vendor.ok) return vendor
  try {
    await refuseUnfit(vendor.value)
    await vendor.value.store.refuseDamaged(LOOKED_AT_WHOLE)
    await vendor.value.keys.active()
    await vendor.value.store.tryWriting()
    return vendor
  } catch (error) {
    await vendor.value.close()
    if (error instanceof Fault) return err(error)
    throw error
  }
}
