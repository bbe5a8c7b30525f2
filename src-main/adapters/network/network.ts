// The network as this installation may use it: settings, way and certificates at this moment, behind one door.
import type { Socket } from 'node:net'
import type { Dispatcher } from 'undici'
import type { WayErrorCode } from '#main/core/ports/connection.ts'
import type { SettingsInForce } from '#main/core/settings/in-force.ts'
import { failure, type Failure } from '#shared/contract/errors.ts'
import type { VendorProfile } from '#shared/contract/vendor-profile.ts'
import { err, ok, type Result } from '#shared/result.ts'
import { openLink, type BrokenLink, type LinkOptions } from './link.ts'
import { openAgent } from './open-agent.ts'
import { systemProxy } from './system-proxy.ts'
import { trustWith } from './trust.ts'
import { wayTo, type Way } from './way.ts'

export interface Prepared {
  readonly way: Way
  dispatcher(): Promise<Dispatcher>
  /** A connection of its own, for the test of it. */
  open(signal: AbortSignal, passed: NonNullable<LinkOptions['passed']>): Promise<Result<Socket, BrokenLink>>
}

/** Opens nothing; asked before every request, so that changed settings need no restart. */
export type Network = () => Result<Prepared, Failure<WayErrorCode>>

export function createNetwork(options: {
  readonly vendor: VendorProfile
  readonly settings: Pick<SettingsInForce, 'read'>
  readonly now: () => number
  readonly seconds: number
  readonly env: NodeJS.ProcessEnv
}): Network {
  const { vendor, settings, now, seconds, env } = options
  const target = new URL(vendor.server.url)
  const system = systemProxy()
  let last: {
    readonly proxy: string | null
    readonly trust: unknown
    dispatcher: Promise<Dispatcher> | null
  } | null = null

  return () => {
    if (vendor.offlineOnly) return err(failure('offline_only', {}))
    const chosen = settings.read()
    if (!chosen.ok) return chosen
    if (chosen.value.offlineOnly) return err(failure('offline_only', {}))
    if (!isSecure(target)) return err(failure('insecure_server', { server: target.origin }))
    const way = wayTo(target, chosen.value.proxy, env, () => system(now()))
    if (!way.ok) return way
    const trust = target.protocol === 'https:' ? trustWith(chosen.value.caFile) : ok(null)
    if (!trust.ok) return trust
    const link = { way: way.value, trust: trust.value, now, seconds }
    const proxy = way.value.proxy?.href ?? null
    // Open connections go on as long as nothing that they stand on has changed.
    if (last?.proxy !== proxy || last.trust !== trust.value) {
      void last?.dispatcher?.then((dispatcher) => dispatcher.close()).catch(() => undefined)
      last = { proxy, trust: trust.value, dispatcher: null }
    }
    const current = last
    return ok({
      way: way.value,
      dispatcher: () => (current.dispatcher ??= openAgent(link)),
      open: (signal, passed) => openLink({ ...link, signal, passed }),
    })
  }
}

/** SECURITY: the request carries the License Code, so plain http is for loopback alone. docs/SECURITY.md#server */
function isSecure(base: URL): boolean {
  if (base.protocol === 'https:') return true
  return ['localhost', '127.0.0.1', '[::1]'].includes(base.hostname)
}
