// Whose a package is: its names, its publisher and its id, from the vendor's profile (docs/formats/vendor-profile.md#publisher).
import packageFile from '../../package.json' with { type: 'json' }
import { publisher, type Publisher, type VendorProfile } from '../../src-shared/contract/vendor-profile.ts'
import { installedNames, renamed, type InstalledNames } from '../../src-shared/install-name.ts'
import { explainProfile } from '../../src-shared/messages/explain-profile.ts'
import { profileRules } from '../../src-shared/messages/en/profile-rules.ts'
import { NotStarted } from '../in-words.ts'

export interface Identity {
  readonly names: InstalledNames
  readonly publisher: Publisher
  readonly appId: string
}

/** Throws NotStarted where the profile has no publisher, and its support contact cannot stand for one. */
export function identityOf(profile: VendorProfile): Identity {
  const names = installedNames(profile.installName)
  return {
    names,
    publisher: profile.publisher ?? supportAsPublisher(profile),
    appId: appIdOf(profile),
  }
}

/** Of Windows, whose notices name the app by it, and of macOS. */
export const appIdOf = ({ appId, installName }: Pick<VendorProfile, 'appId' | 'installName'>): string =>
  appId ?? `example.${installedNames(installName).installName}`

function supportAsPublisher({ name, support }: VendorProfile): Publisher {
  const read = publisher.safeParse({ name, email: support.email, homePage: support.url })
  if (read.success) return read.data
  const why = explainProfile(read.error, profileRules)
  throw new NotStarted(
    `The profile has no “publisher”, and its name and support contact cannot be one: ${why}. Packages name who makes them: add it.`,
  )
}

/** Our names and the address of our page in a text become the vendor's. */
export const asTheirs = (text: string, { names, publisher: { homePage } }: Identity): string =>
  renamed(text, names).replaceAll(packageFile.homepage, homePage)
