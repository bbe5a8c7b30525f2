// A connection to the activation server, one step after the other: the same for every request and for the test of it.
// Not undici's ProxyAgent: it tells a proxy's refusal in the text of a message only, and shows none of the steps.
import { lookup, type LookupAddress } from 'node:dns'
import { connect, isIP, type LookupFunction, type Socket } from 'node:net'
import type { SecureContext, TLSSocket } from 'node:tls'
import { failure } from '#shared/contract/errors.ts'
import { iso } from '#shared/instant.ts'
import { err, ok, type Result } from '#shared/result.ts'
import { ended, isDrop, isTimeLimit, reasonOf, untilReady, type LinkFailure } from './failures.ts'
import {
  certificateFacts,
  isCertificateProblem,
  lookAtCertificate,
  startTls,
  tlsFailure,
  type CertificateFacts,
} from './tls.ts'
import { askForTunnel } from './tunnel.ts'
import { hostOf, portOf, type Way } from './way.ts'

export type LinkStep = 'name' | 'tcp' | 'proxy' | 'tls'

export interface LinkOptions {
  readonly way: Way
  /** Asked for only when TLS begins. */
  readonly trust: SecureContext | null
  readonly now: () => number
  readonly seconds: number
  readonly signal: AbortSignal
  /** Told of each step that went well, or that had nothing to do (`null`). */
  readonly passed?: (step: LinkStep, facts: LinkFacts | null) => void
}

export type LinkFacts =
  | { readonly host: string; readonly addresses: readonly string[] }
  | { readonly certificate: CertificateFacts | null }

export interface BrokenLink {
  readonly step: LinkStep
  readonly failure: LinkFailure
}

/** The socket is ready for a request, or nothing of it is left. */
export async function openLink(options: LinkOptions): Promise<Result<Socket, BrokenLink>> {
  const { way, signal, seconds, passed = () => undefined } = options
  let step: LinkStep = 'name'
  const broken = (reason: LinkFailure) => err({ step, failure: reason })
  try {
    const first = way.proxy ?? way.target
    const addresses = await addressesOf(hostOf(first), signal)
    passed(
      'name',
      isIP(hostOf(first))
        ? null
        : {
            host: hostOf(first),
            addresses: addresses.map(({ address }) => address),
          },
    )
    step = 'tcp'
    const socket = await openTcp(first, addresses, signal)
    passed('tcp', { host: first.host, addresses: [remoteOf(socket)] })
    step = 'proxy'
    const tunnel = way.proxy ? await throughProxy(socket, { ...way, proxy: way.proxy }, options) : ok(socket)
    if (!tunnel.ok) return broken(tunnel.error)
    passed('proxy', way.proxy ? { host: way.proxy.host, addresses: [way.target.host] } : null)
    step = 'tls'
    if (way.target.protocol === 'http:') {
      passed('tls', null)
      return tunnel
    }
    const secured = await secure(tunnel.value, way.target, options, () => reopen(options))
    if (!secured.ok) return broken(inTunnel(secured.error, way))
    passed('tls', { certificate: certificateFacts(secured.value) })
    return secured
  } catch (error) {
    return broken(explain(error, step, way, signal, seconds))
  }
}

/** Behind a proxy a connection that ends without a word is the proxy's to explain: nothing was sent over it. */
function inTunnel(reason: LinkFailure, { proxy, target }: Way): LinkFailure {
  if (proxy === null || reason.code !== 'tls_failed' || !isDrop(reason.params.reason)) return reason
  return failure('proxy_dropped', {
    proxy: proxy.host,
    server: target.host,
    reason: reason.params.reason,
  })
}

function addressesOf(host: string, signal: AbortSignal): Promise<readonly LookupAddress[]> {
  const family = isIP(host)
  if (family) return Promise.resolve([{ address: host, family }])
  const { promise, resolve, reject } = Promise.withResolvers<readonly LookupAddress[]>()
  // The system's resolver cannot be stopped, only left alone.
  signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true })
  if (signal.aborted) reject(signal.reason as Error)
  lookup(host, { all: true }, (error, found) => (error ? reject(error) : resolve(found)))
  return promise
}

async function openTcp(url: URL, addresses: readonly LookupAddress[], signal: AbortSignal): Promise<Socket> {
  const found: LookupFunction = (_host, _options, done) => done(null, [...addresses])
  const socket = connect({
    host: hostOf(url),
    port: portOf(url),
    lookup: found,
    autoSelectFamily: true,
    noDelay: true,
    keepAlive: true,
  })
  await untilReady(socket, 'connect', signal)
  return socket
}

async function throughProxy(
  socket: Socket,
  way: Way & { readonly proxy: URL },
  options: LinkOptions,
): Promise<Result<Socket, LinkFailure>> {
  if (way.proxy.protocol === 'http:') return askForTunnel(socket, way, options.signal)
  const toProxy = { ...options, way: { ...way, target: way.proxy, proxy: null } }
  const secured = await secure(socket, way.proxy, options, () => reopen(toProxy))
  return secured.ok ? askForTunnel(secured.value, way, options.signal) : secured
}

/** `again`: the same way once more, for a look at the certificate that was not believed. */
async function secure(
  socket: Socket,
  url: URL,
  { trust, signal, now, seconds }: LinkOptions,
  again: () => Promise<Socket | null>,
): Promise<Result<TLSSocket, LinkFailure>> {
  if (!trust) throw new Error('TLS without certificates to trust')
  const secured = await startTls(socket, url, trust, signal)
  if (secured.ok) return secured
  const over = ended(signal, url.host, seconds)
  if (over) return err(over)
  const second = isCertificateProblem(secured.error) ? await again() : null
  const facts = second && (await lookAtCertificate(second, url, trust, signal))
  return err(tlsFailure(secured.error, url.host, facts, iso(now())))
}

/** Up to where TLS begins. */
async function reopen({ way, trust, signal }: LinkOptions): Promise<Socket | null> {
  try {
    const { target, proxy } = way
    const first = proxy ?? target
    const socket = await openTcp(first, await addressesOf(hostOf(first), signal), signal)
    if (!proxy) return socket
    const door =
      proxy.protocol === 'https:' && trust ? await startTls(socket, proxy, trust, signal) : ok(socket)
    const tunnel = door.ok ? await askForTunnel(door.value, { ...way, proxy }, signal) : null
    return tunnel?.ok ? tunnel.value : null
  } catch {
    return null
  }
}

function explain(
  error: unknown,
  step: LinkStep,
  { target, proxy }: Way,
  signal: AbortSignal,
  seconds: number,
): LinkFailure {
  const timedOut = signal.aborted && isTimeLimit(signal)
  if (signal.aborted && !timedOut) return failure('cancelled', {})
  const reason = timedOut ? 'ETIMEDOUT' : reasonOf(error)
  if (proxy) return failure('proxy_unreachable', { proxy: proxy.host, reason })
  if (step === 'name') return failure('name_not_found', { name: hostOf(target), reason })
  return timedOut
    ? failure('server_timeout', { server: target.host, seconds })
    : failure('server_unreachable', { server: target.host, reason })
}

const remoteOf = ({ remoteAddress = '', remotePort = 0 }: Socket): string =>
  remoteAddress.includes(':') ? `[${remoteAddress}]:${remotePort}` : `${remoteAddress}:${remotePort}`
