// Judges a typed key in the order of docs/formats/typed-key-v1.md#verification, into the same grant as a machine file.
import type { CatalogueProduct, TrustedKey } from '../contract/vendor-profile.ts'
import type { Primitives } from '../formats/primitives.ts'
import { decodeHead, decodeTypedKey, type TypedKeyHead } from '../formats/typed-key/decode.ts'
import type { TypedKeyFacts } from '../formats/typed-key/facts.ts'
import { hintOf, messageToSign } from '../formats/typed-key/hints.ts'
import { readRows, type ReadRowsError } from '../formats/typed-key/read-rows.ts'
import type { KeyBytes } from '../formats/typed-key/rows.ts'
import { DAY, MINUTE, type Instant } from '../instant.ts'
import { err, ok, type Result } from '../result.ts'
import type { MachineGrant } from './license.ts'
import { CLOCK_TOLERANCE } from './status.ts'
import { typedKeyLicense } from './typed-key-license.ts'

export interface TypedKeyContext {
  readonly code: string
  readonly uniqueKey: string
  readonly keys: readonly TrustedKey[]
  readonly application: string
  readonly catalogue: readonly CatalogueProduct[]
  readonly primitives: Primitives
  /** Ids of the licenses that are stored already: a typed key of one of them is given its id. */
  readonly licenseIds?: readonly string[]
}

export type TypedKeyError =
  | ReadRowsError
  | {
      readonly code: 'typed_key_unknown_signing_key'
      readonly keyId: string
      readonly reason: 'unknown' | 'revoked' | 'not_for_typed_keys'
    }
  | { readonly code: 'license_code_mismatch' }
  /** For which machine cannot be told: the key holds a hint of its Unique Key only. */
  | { readonly code: 'other_machine'; readonly uniqueKey: null }
  | { readonly code: 'signature_invalid' }
  | { readonly code: 'signing_key_not_valid'; readonly keyId: string; readonly issued: Instant }
  | { readonly code: 'clock_behind'; readonly issued: Instant; readonly clock: Instant }
  | { readonly code: 'file_expired'; readonly expiry: Instant }
  | { readonly code: 'license_expired'; readonly expiry: Instant }
  | { readonly code: 'other_application' }
  /** The vendor's catalogue is longer than the one this app was built with. */
  | { readonly code: 'typed_key_unknown_product'; readonly number: number }

/**
 * `text` as typed or pasted. `admission`: the clock on the day a key is taken in; it may then be neither from the
 * future nor over. A stored key is opened with null: what time does to it is its status, not a failure.
 */
export function openTypedKey(
  text: string,
  context: TypedKeyContext,
  admission: { readonly clock: Instant } | null,
): Result<MachineGrant, TypedKeyError> {
  const bytes = readRows(text)
  return bytes.ok ? judgeTypedKey(bytes.value, context, admission) : bytes
}

export function judgeTypedKey(
  bytes: KeyBytes,
  context: TypedKeyContext,
  admission: { readonly clock: Instant } | null,
): Result<MachineGrant, TypedKeyError> {
  const head = decodeHead(bytes.payload)
  if (!head.ok) return err({ code: 'key_damaged' })
  const key = signingKey(head.value.keyId, context.keys)
  if (!key.ok) return key
  const unbound = notForHere(bytes, head.value, key.value, context)
  if (unbound) return err(unbound)
  const facts = decodeTypedKey(bytes.payload, context.primitives)
  if (!facts.ok) return err({ code: 'key_damaged' })
  const fileExpiry = keyExpiry(facts.value)
  const refused =
    untimely(facts.value, key.value, admission) ??
    overOrElsewhere(facts.value, fileExpiry, context, admission)
  if (refused) return err(refused)
  const license = typedKeyLicense(facts.value, context)
  if (!license.ok) return license
  return ok({
    license: license.value,
    machineId: null,
    machineName: null,
    fingerprint: context.uniqueKey,
    issued: facts.value.issued,
    fileExpiry,
    keyId: key.value.id,
  })
}

export interface TypedKeyGlimpse {
  /** Of the key that it names; whether that one signed it shows with the License Code alone. */
  readonly keyId: string
  readonly forThisMachine: boolean
}

/** What a typed key says before its License Code is known. Nothing of it is to be believed: it may only explain. */
export function glimpseTypedKey(
  text: string,
  { keys, uniqueKey, primitives }: Pick<TypedKeyContext, 'keys' | 'uniqueKey' | 'primitives'>,
): Result<TypedKeyGlimpse, TypedKeyError> {
  const bytes = readRows(text)
  if (!bytes.ok) return bytes
  const head = decodeHead(bytes.value.payload)
  if (!head.ok) return err({ code: 'key_damaged' })
  const key = signingKey(head.value.keyId, keys)
  if (!key.ok) return key
  const forThisMachine = head.value.uniqueKeyHint === hintOf('unique-key', uniqueKey, primitives)
  return ok({ keyId: key.value.id, forThisMachine })
}

/** A typed key names the key that signed it. */
function signingKey(keyId: string, keys: readonly TrustedKey[]): Result<TrustedKey, TypedKeyError> {
  const key = keys.find(({ id }) => id === keyId)
  const refuse = (reason: 'unknown' | 'revoked' | 'not_for_typed_keys') =>
    err({ code: 'typed_key_unknown_signing_key', keyId, reason } as const)
  if (!key) return refuse('unknown')
  if (key.revoked) return refuse('revoked')
  return key.use.includes('typed') ? ok(key) : refuse('not_for_typed_keys')
}

/** The hints only explain what the signature, which covers code and Unique Key, would refuse without a reason. */
function notForHere(
  { payload, signature }: KeyBytes,
  head: TypedKeyHead,
  key: TrustedKey,
  { code, uniqueKey, primitives }: TypedKeyContext,
): TypedKeyError | null {
  if (head.codeHint !== hintOf('code', code, primitives)) return { code: 'license_code_mismatch' }
  if (head.uniqueKeyHint !== hintOf('unique-key', uniqueKey, primitives))
    return { code: 'other_machine', uniqueKey: null }
  const message = messageToSign(payload, code, uniqueKey, primitives)
  return primitives.verifyEd25519(key.publicKey, message, signature) ? null : { code: 'signature_invalid' }
}

const keyExpiry = ({ issued, validDays }: TypedKeyFacts): Instant | null =>
  validDays === null ? null : issued + validDays * DAY

/** `issued` is the start of the minute in which the key was made: it counts where any part of it does. */
function untimely(
  { issued }: TypedKeyFacts,
  key: TrustedKey,
  admission: { readonly clock: Instant } | null,
): TypedKeyError | null {
  const before = issued + MINUTE - 1 < Date.parse(key.from)
  if (before || (key.until !== null && issued > Date.parse(key.until)))
    return { code: 'signing_key_not_valid', keyId: key.id, issued }
  if (admission && issued - admission.clock > CLOCK_TOLERANCE)
    return { code: 'clock_behind', issued, clock: admission.clock }
  return null
}

function overOrElsewhere(
  facts: TypedKeyFacts,
  expiry: Instant | null,
  { application, primitives }: TypedKeyContext,
  admission: { readonly clock: Instant } | null,
): TypedKeyError | null {
  const { licenseExpiry, graceDays, applicationHint } = facts
  if (admission && expiry !== null && admission.clock > expiry) return { code: 'file_expired', expiry }
  if (admission && licenseExpiry !== null && admission.clock > licenseExpiry + graceDays * DAY)
    return { code: 'license_expired', expiry: licenseExpiry }
  return applicationHint === hintOf('application', application, primitives)
    ? null
    : { code: 'other_application' }
}
