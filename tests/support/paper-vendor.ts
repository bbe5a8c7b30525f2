// A vendor without a server: one signing key, the profile that trusts it, and Local License Keys as by mail.
import { createPrivateKey } from 'node:crypto'
import type { TypedKeyTerms } from '#server/vendor/issue-typed-key.ts'
import type { VendorProfile } from '#shared/contract/vendor-profile.ts'
import { numberedRows } from '#shared/formats/typed-key/rows.ts'
import {
  contextFor,
  licenseResource,
  machineFile,
  makeKey,
  type FileChanges,
  type TestKey,
} from './machine-files.ts'
import { loadProfile } from './profile.ts'
import { typedKeyRows } from './typed-keys.ts'

/** What every key is for, whatever its form. */
interface KeyFor {
  readonly id: string
  readonly code: string
  readonly fingerprint: string
  readonly issued: number
}
export type LocalKeyTerms = FileChanges & KeyFor
export type TypedKeyChanges = Partial<TypedKeyTerms> & KeyFor

export interface PaperVendor {
  readonly profile: VendorProfile
  localKey(terms: LocalKeyTerms): string
  /** In numbered rows. */
  typedKey(terms: TypedKeyChanges): string
  /** For another process: `paperVendorFrom` makes the same vendor of it. */
  readonly onPaper: string
}

/** Its codes are whatever a test says. */
export function paperVendor(key: TestKey = makeKey()): PaperVendor {
  const { account, application: product } = contextFor([key])
  const profile = loadProfile({ keys: [key.trusted], machineIdFile: true })
  return {
    profile: { ...profile, server: { ...profile.server, account, product, codeForm: 'any' } },
    localKey: ({ id, ...changes }) => {
      const unlimited = { ...changes, license: { expiry: null, ...changes.license } }
      return machineFile(key, { ...unlimited, included: [{ ...licenseResource(unlimited), id }] })
    },
    typedKey: ({ id, code, fingerprint, ...terms }) => {
      const unlimited = { licenseExpiry: null, ...terms }
      return numberedRows(typedKeyRows(key, unlimited, { licenseId: id, code, uniqueKey: fingerprint }))
    },
    onPaper: JSON.stringify({
      pem: key.privateKey.export({ format: 'pem', type: 'pkcs8' }),
      trusted: key.trusted,
    }),
  }
}

export function paperVendorFrom(onPaper: string): PaperVendor {
  const { pem, trusted } = JSON.parse(onPaper) as { pem: string; trusted: TestKey['trusted'] }
  return paperVendor({ privateKey: createPrivateKey(pem), trusted })
}
