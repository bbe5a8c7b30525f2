// Judges a machine file in the order of docs/formats/machine-file.md#order-of-verification: the first failure is
// reported by its own code.
import {
  openEnvelope,
  fileSecret,
  readEnvelope,
  signatureHolds,
  type Envelope,
  type EnvelopeError,
} from '../formats/envelope.ts'
import type { Primitives } from '../formats/primitives.ts'
import { DAY, type Instant } from '../instant.ts'
import { err, ok, type Result } from '../result.ts'
import type { TrustedKey } from '../contract/vendor-profile.ts'
import type { License, MachineGrant } from './license.ts'
import { includedLicense, readMachineFileDocument, type MachineFileDocument } from './license-document.ts'
import { CLOCK_TOLERANCE } from './status.ts'

export interface MachineFileContext {
  readonly code: string
  readonly uniqueKey: string
  readonly keys: readonly TrustedKey[]
  readonly account: string
  readonly application: string
  readonly primitives: Primitives
}

export type MachineFileError =
  | EnvelopeError
  | { readonly code: 'signature_invalid' }
  | { readonly code: 'code_or_machine_mismatch' }
  | { readonly code: 'wrong_file_type' }
  | { readonly code: 'signing_key_not_valid'; readonly keyId: string; readonly issued: Instant }
  | { readonly code: 'clock_behind'; readonly issued: Instant; readonly clock: Instant }
  | { readonly code: 'file_expired'; readonly expiry: Instant }
  | { readonly code: 'other_machine'; readonly uniqueKey: string }
  | { readonly code: 'license_missing_in_file' }
  | { readonly code: 'license_code_mismatch' }
  | { readonly code: 'license_suspended' }
  | { readonly code: 'license_expired'; readonly expiry: Instant }
  | { readonly code: 'other_application' }
  | { readonly code: 'other_account' }

/**
 * `admission`: the clock on the day a key is taken in; it may then be neither from the future nor over. A stored
 * file is opened with null: what time does to it is its status, not a failure.
 */
export function openMachineFile(
  text: string,
  context: MachineFileContext,
  admission: { readonly clock: Instant } | null,
): Result<MachineGrant, MachineFileError> {
  return judgeMachineFile(readEnvelope(text, context.primitives), context, admission)
}

export function judgeMachineFile(
  read: Result<Envelope, EnvelopeError>,
  context: MachineFileContext,
  admission: { readonly clock: Instant } | null,
): Result<MachineGrant, MachineFileError> {
  const signed = signedBy(read, context)
  if (!signed.ok) return signed
  const { envelope, key } = signed.value
  const document = openDocument(envelope, context)
  if (!document.ok) return document
  const { machine, issued, expiry } = document.value
  const { fingerprint } = machine.attributes
  if (!keyWasValid(key, issued)) return err({ code: 'signing_key_not_valid', keyId: key.id, issued })
  const untimely = admission && untimelyFile(document.value, admission.clock)
  if (untimely) return err(untimely)
  if (fingerprint !== context.uniqueKey) return err({ code: 'other_machine', uniqueKey: fingerprint })
  const license = licenseIn(document.value, context, admission)
  if (!license.ok) return license
  return ok({
    license: license.value,
    machineId: machine.id,
    machineName: machine.attributes.name ?? null,
    fingerprint,
    issued,
    fileExpiry: expiry,
    keyId: key.id,
  })
}

export interface SignedEnvelope {
  readonly envelope: Envelope
  readonly key: TrustedKey
}

/** What can be known before anything is decrypted: the text is whole, and which of the vendor's keys signed it. */
export function readSigned(
  text: string,
  context: Pick<MachineFileContext, 'keys' | 'primitives'>,
): Result<SignedEnvelope, EnvelopeError | { readonly code: 'signature_invalid' }> {
  return signedBy(readEnvelope(text, context.primitives), context)
}

function signedBy(
  envelope: Result<Envelope, EnvelopeError>,
  context: Pick<MachineFileContext, 'keys' | 'primitives'>,
): Result<SignedEnvelope, EnvelopeError | { readonly code: 'signature_invalid' }> {
  if (!envelope.ok) return envelope
  const key = signingKey(envelope.value, context)
  return key ? ok({ envelope: envelope.value, key }) : err({ code: 'signature_invalid' })
}

/** Up to 24 h "in the future" is taken: clocks of closed networks run slow. */
function untimelyFile({ issued, expiry }: MachineFileDocument, clock: Instant): MachineFileError | null {
  if (issued - clock > CLOCK_TOLERANCE) return { code: 'clock_behind', issued, clock }
  return expiry !== null && clock > expiry ? { code: 'file_expired', expiry } : null
}

function signingKey(
  envelope: Envelope,
  context: Pick<MachineFileContext, 'keys' | 'primitives'>,
): TrustedKey | undefined {
  return context.keys.find(
    (key) =>
      key.use.includes('files') &&
      !key.revoked &&
      signatureHolds(envelope, key.publicKey, context.primitives),
  )
}

function openDocument(
  envelope: Envelope,
  context: MachineFileContext,
): Result<MachineFileDocument, MachineFileError> {
  const secret = fileSecret(envelope.kind, context.code, context.uniqueKey)
  const content = openEnvelope(envelope, secret, context.primitives)
  if (!content.ok) return content
  if (envelope.kind !== 'machine') return err({ code: 'wrong_file_type' })
  const document = readMachineFileDocument(content.value)
  return document ? ok(document) : err({ code: 'wrong_file_type' })
}

function keyWasValid(key: TrustedKey, issued: Instant): boolean {
  return issued >= Date.parse(key.from) && (key.until === null || issued <= Date.parse(key.until))
}

function licenseIn(
  document: MachineFileDocument,
  context: MachineFileContext,
  admission: { readonly clock: Instant } | null,
): Result<License, MachineFileError> {
  const license = includedLicense(document)
  if (!license.ok)
    return err({ code: license.error === 'absent' ? 'license_missing_in_file' : 'wrong_file_type' })
  const { code, account, application, expiry, graceDays, suspended } = license.value
  if (code !== context.code) return err({ code: 'license_code_mismatch' })
  if (admission && expiry !== null && admission.clock > expiry + graceDays * DAY)
    return err({ code: 'license_expired', expiry })
  if (admission && suspended) return err({ code: 'license_suspended' })
  if (application !== null && application !== context.application) return err({ code: 'other_application' })
  if (account !== null && account !== context.account) return err({ code: 'other_account' })
  return license
}
