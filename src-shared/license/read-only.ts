// For inspection alone: license files, which never activate, and the License Code that lies open in a file.
import { fileSecret, openEnvelope } from '../formats/envelope.ts'
import type { Instant } from '../instant.ts'
import { err, ok, type Result } from '../result.ts'
import type { License } from './license.ts'
import { includedLicense, readLicenseFileDocument, readMachineFileDocument } from './license-document.ts'
import { readSigned, type MachineFileContext, type MachineFileError } from './machine-file.ts'

type Context = Pick<MachineFileContext, 'keys' | 'primitives'>

export interface LicenseFileContent {
  readonly license: License
  readonly issued: Instant
  readonly fileExpiry: Instant | null
  readonly keyId: string
}

/** Its signature, and what it says. It is for no machine, so nothing follows from it. */
export function openLicenseFile(
  text: string,
  { code, keys, primitives }: Context & { readonly code: string },
): Result<LicenseFileContent, MachineFileError> {
  const signed = readSigned(text, { keys, primitives })
  if (!signed.ok) return signed
  const { envelope, key } = signed.value
  const content = openEnvelope(envelope, fileSecret('license', code, ''), primitives)
  if (!content.ok) return content
  const document = readLicenseFileDocument(content.value)
  if (!document) return err({ code: 'wrong_file_type' })
  const license = includedLicense(document)
  if (!license.ok) return err({ code: 'wrong_file_type' })
  if (license.value.code !== code) return err({ code: 'license_code_mismatch' })
  const { issued, expiry } = document
  return ok({ license: license.value, issued, fileExpiry: expiry, keyId: key.id })
}

/** The License Code in a file that is not encrypted; null: it is, or there is none. */
export function codeInside(text: string, { keys, primitives }: Context): string | null {
  const signed = readSigned(text, { keys, primitives })
  if (!signed.ok || signed.value.envelope.algorithm !== 'base64+ed25519') return null
  const { envelope } = signed.value
  const content = openEnvelope(envelope, '', primitives)
  if (!content.ok) return null
  const read = envelope.kind === 'machine' ? readMachineFileDocument : readLicenseFileDocument
  const document = read(content.value)
  const license = document && includedLicense(document)
  return license?.ok ? license.value.code : null
}
