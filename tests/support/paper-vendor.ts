// A vendor without a server: one signing key, the profile that trusts it, and Local License Keys as by mail.
import { createPrivateKey } from 'node:crypto'
import type { VendorProfile } from '#shared/contract/vendor-profile.ts'
import {
  contextFor,
  licenseResource,
  machineFile,
  makeKey,
  type FileChanges,
  type TestKey,
} from './machine-files.ts'
import { loadProfile } from './profile.ts'

export interface LocalKeyTerms extends FileChanges {
  readonly id: string
  readonly code: string
  readonly fingerprint: string
  readonly issued: number
}

export interface PaperVendor {
  readonly profile: VendorProfile
  localKey(terms: LocalKeyTerms): string
  /** For another process: `paperVendorFrom` makes the same vendor of it. */
  readonly onPaper: string
}

export function paperVendor(key: TestKey = makeKey()): PaperVendor {
  const { account, application: product } = contextFor([key])
  const profile = loadProfile({ keys: [key.trusted], machineIdFile: true })
  return {
    profile: { ...profile, server: { ...profile.server, account, product } },
    localKey: ({ id, ...changes }) => {
      const unlimited = { ...changes, license: { expiry: null, ...changes.license } }
      return machineFile(key, { ...unlimited, included: [{ ...licenseResource(unlimited), id }] })
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
