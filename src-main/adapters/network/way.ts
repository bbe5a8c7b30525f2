// Which way leads to the activation server: directly or through a proxy, by the settings, the environment or the system.
import type { ProxyChoice } from '#main/core/ports/settings.ts'
import { proxyFailure, type ProxyAddressError } from '#main/core/settings/proxy-failure.ts'
import type { Failure } from '#shared/contract/errors.ts'
import { goesAround, readProxyAddress } from '#shared/formats/proxy-address.ts'
import { err, ok, type Result } from '#shared/result.ts'
import type { SystemProxy } from './system-proxy.ts'

export interface Way {
  /** Of the server. */
  readonly target: URL
  /** With its password; null: directly. */
  readonly proxy: URL | null
  readonly from: 'settings' | 'environment' | 'system' | null
}

/** In this order, as curl has it; the last pair as undici has it: many set only that one. */
const PROXY_VARIABLES = ['https_proxy', 'HTTPS_PROXY', 'all_proxy', 'ALL_PROXY', 'http_proxy', 'HTTP_PROXY']
const NO_PROXY_VARIABLES = ['no_proxy', 'NO_PROXY']

/**
 * SECURITY: plain http, which is for loopback alone, never goes through a proxy: it would read the License Code.
 * docs/SECURITY.md#proxy
 */
export function wayTo(
  target: URL,
  choice: ProxyChoice,
  env: NodeJS.ProcessEnv,
  system: () => SystemProxy | null,
): Result<Way, Failure<ProxyAddressError>> {
  const direct = ok({ target, proxy: null, from: null })
  if (choice.mode === 'none' || target.protocol === 'http:') return direct
  const { address, noProxy, from } = proxyOf(choice, env, system)
  if (address === '' || goesAround(noProxy, target.hostname, portOf(target))) return direct
  const read = readProxyAddress(address)
  if (read === null) return err(proxyFailure(address))
  return ok({ target, proxy: new URL(read), from })
}

/** What is set here counts before the environment, and that before what is set in the operating system. */
function proxyOf(
  choice: ProxyChoice,
  env: NodeJS.ProcessEnv,
  system: () => SystemProxy | null,
): SystemProxy & { readonly from: NonNullable<Way['from']> } {
  if (choice.mode === 'manual') return { address: choice.url, noProxy: choice.noProxy, from: 'settings' }
  const address = valueOf(PROXY_VARIABLES, env)
  const noProxy = valueOf(NO_PROXY_VARIABLES, env)
  const found = address === '' ? system() : null
  return found
    ? { address: found.address, noProxy: `${found.noProxy},${noProxy}`, from: 'system' }
    : { address, noProxy, from: 'environment' }
}

export const portOf = (url: URL): number => Number(url.port || (url.protocol === 'https:' ? 443 : 80))
/** As sockets want it: without the brackets of an IPv6 address. */
export const hostOf = (url: URL): string => url.hostname.replaceAll(/^\[|\]$/g, '')

const valueOf = (names: readonly string[], env: NodeJS.ProcessEnv): string =>
  names.map((name) => env[name] ?? '').find((value) => value !== '') ?? ''
