// A machine whose vendor's server is reached by https, with certificates of the test and a proxy where one is wanted.
import type { SettingsChange } from '#shared/contract/settings.ts'
import { standBetween, type Bend, type Between } from './between.ts'
import { makeAuthority, type Authority, type KeyPair } from './certificates.ts'
import { install, type Installation, type InstallationOptions } from './installation.ts'
import { must } from './must.ts'
import type { Cleanup } from './temporary.ts'
import { openVendorSide, type VendorSide } from './vendor-side.ts'

export interface SecureWay {
  readonly vendor: VendorSide
  /** Whoever signed the server's certificate. */
  readonly authority: Authority
  readonly server: Between
  readonly desk: Installation
  readonly code: string
  activate(): ReturnType<Installation['router']['call']>
  set(change: SettingsChange): Promise<void>
  /** The steps of Test connection, `step state code`. */
  steps(): Promise<string[]>
}

export interface SecureWayOptions extends InstallationOptions {
  /** Otherwise the server's certificate is right. */
  readonly certificate?: (authority: Authority) => KeyPair
  readonly bend?: Bend
}

const rightCertificate = (authority: Authority): KeyPair => authority.issue()

export async function openSecureWay(cleanup: Cleanup, options: SecureWayOptions = {}): Promise<SecureWay> {
  const { certificate = rightCertificate, bend = () => undefined, ...rest } = options
  const vendor = await openVendorSide(cleanup)
  const authority = makeAuthority(cleanup, 'Authority of the Server')
  const server = await standBetween(cleanup, vendor.url, bend, certificate(authority))
  const desk = install(cleanup, await vendor.profile(server.url), rest)
  const code = (await vendor.sell()).key
  return {
    vendor,
    authority,
    server,
    desk,
    code,
    activate: () => desk.router.call('licenses.activateOnline', { code }),
    set: async (change) => void must(await desk.router.call('settings.set', change)),
    steps: async () => {
      const { lines } = must(await desk.router.call('connection.test', {}))
      return lines.map(({ step, state, problem }) => [step, state, problem?.code].filter(Boolean).join(' '))
    },
  }
}
