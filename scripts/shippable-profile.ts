// The vendor's profile that a package is built with: what a customer's machine could do nothing with is refused.
import { createHash } from 'node:crypto'
import { BlockList, isIP } from 'node:net'
import { z } from 'zod'
import { explainProfileProblem, loadVendorProfile } from '#main/adapters/vendor-profile.ts'
import type { VendorProfile } from '#shared/contract/vendor-profile.ts'
import { start } from '#shared/messages/en/start.ts'
import { printableSentence } from '#shared/printable.ts'
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
 * Throws NotStarted, with the reason, for what is no profile, has no key to verify by, or names a server that is not one: on this
 * machine, or without encryption. SECURITY: plain http would carry the License Code. docs/SECURITY.md#trust
 */
export function readShippableProfile(
  file: string,
  { testBuild, testVendor = false }: Shippable,
): VendorProfile {
  const profile = readProfile(file)
  if (profile.test && !testVendor)
    throw new NotStarted(`${file} is of a test vendor, whose private keys lie beside it: nobody may trust it`)
  if (profile.keys.every(({ revoked }) => revoked))
    throw new NotStarted(
      `${file} has no public keys${profile.keys.length === 0 ? '' : ' but revoked ones'}: a build with it could verify nothing`,
    )
  const wrong = wrongIn(profile, testBuild || testVendor)
  if (wrong !== null) throw new NotStarted(`${file}: ${wrong}`)
  const { protocol, hostname } = new URL(profile.server.url)
  if (!testBuild && (protocol !== 'https:' || isThisMachine(hostname)))
    throw new NotStarted(
      `${file} names ${profile.server.url}: a package needs a server by https: on another machine`,
    )
  return profile
}

/** What a checkout may have, and nobody is to be given. The first of it, or null. */
function wrongIn(
  { name, catalogue, support, server, publisher, demo, keys }: VendorProfile,
  forTests: boolean,
): string | null {
  const shown = [['name', name], ...catalogue.map((one, at) => [`catalogue.${at}.name`, one.name])]
  const unshown = shown.find(([, text = '']) => printableSentence(text) !== text)
  if (unshown)
    return `${unshown[0]} has a line break, or characters that steer a terminal or turn its letters`
  if (!z.email().safeParse(support.email).success) return 'support.email is no address of mail'
  if (!isWebPage(support.url)) return 'support.url is no address by https:, and the app opens no other'
  if (hasPassword(server.url)) return 'server.url has a user name or password, which everybody would have'
  if (publisher && hasPassword(publisher.homePage))
    return 'publisher.homePage has a user name or password, which everybody would have'
  const misnamed = keys.findIndex(({ id, publicKey }) => id !== idOf(publicKey))
  if (misnamed !== -1) return `keys.${misnamed}.id is not that of its public key`
  if (demo && !forTests) return 'it is a demo’s, which says so on every page: set “demo” to false'
  return null
}

const isWebPage = (address: string): boolean =>
  URL.parse(address)?.protocol === 'https:' && !hasPassword(address)

function hasPassword(address: string): boolean {
  const { username, password } = new URL(address)
  return username !== '' || password !== ''
}

const idOf = (publicKey: string): string =>
  createHash('sha256').update(Buffer.from(publicKey, 'hex')).digest('hex').slice(0, 8)

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
