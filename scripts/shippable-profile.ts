// The vendor's profile that a package is built with: what a customer's machine could do nothing with is refused.
import { BlockList, isIP } from 'node:net'
import { explainProfileProblem, loadVendorProfile } from '#main/adapters/vendor-profile.ts'
import type { VendorProfile } from '#shared/contract/vendor-profile.ts'
import { start } from '#shared/messages/en/start.ts'
import { NotStarted } from './in-words.ts'

const thisMachine = new BlockList()
thisMachine.addSubnet('127.0.0.0', 8)
thisMachine.addAddress('0.0.0.0')
thisMachine.addAddress('::1', 'ipv6')
thisMachine.addAddress('::', 'ipv6')

export interface Shippable {
  /** For tests alone: its server may be on this machine, without encryption. */
  readonly testBuild: boolean
  /** Of `npm run testkit` alone: the vendor is the kit's. */
  readonly testVendor?: boolean
}

/**
 * Throws NotStarted, with the reason, for what is no profile, has no keys, or names a server that is not one: on this machine, or
 * without encryption. SECURITY: plain http would carry the License Code. docs/SECURITY.md#trust
 */
export function readShippableProfile(
  file: string,
  { testBuild, testVendor = false }: Shippable,
): VendorProfile {
  const profile = readProfile(file)
  if (profile.test && !testVendor)
    throw new NotStarted(`${file} is of a test vendor, whose private keys lie beside it: nobody may trust it`)
  if (profile.keys.length === 0)
    throw new NotStarted(`${file} has no public keys: a build with it could verify nothing`)
  const { protocol, hostname } = new URL(profile.server.url)
  if (!testBuild && (protocol !== 'https:' || isThisMachine(hostname)))
    throw new NotStarted(
      `${file} names ${profile.server.url}: a package needs a server by https: on another machine`,
    )
  return profile
}

/** Throws NotStarted, with the reason, for what is no profile. */
export function readProfile(file: string): VendorProfile {
  const loaded = loadVendorProfile(file)
  if (!loaded.ok) throw new NotStarted(explainProfileProblem(loaded.error, start))
  return loaded.value
}

function isThisMachine(hostname: string): boolean {
  const name = hostname.replace(/^\[|\]$|\.$/g, '').toLowerCase()
  const kind = isIP(name)
  if (kind !== 0) return thisMachine.check(name, kind === 4 ? 'ipv4' : 'ipv6')
  return name === 'localhost' || name.endsWith('.localhost') || name.endsWith('.localdomain')
}
