// What the activation server said last about a license, read anew from the signed answer that was kept.
import type { TrustedKey, VendorProfile } from '#shared/contract/vendor-profile.ts'
import { answerSigningText, parseSignatureHeader } from '#shared/formats/response-signature.ts'
import type { Primitives } from '#shared/formats/primitives.ts'
import type { Instant } from '#shared/instant.ts'
import type { VendorWord } from '#shared/license/changes.ts'
import type { MachineGrant } from '#shared/license/license.ts'
import { nullable, object, optional, readJsonAs, text } from '#shared/shape.ts'
import { CLOCK_TOLERANCE } from '#shared/license/status.ts'
import type { RecordedAnswer } from '../ports/license-store.ts'

/** Codes of a validation that say: this machine has no seat. */
export const NO_SEAT: ReadonlySet<string> = new Set([
  'NO_MACHINE',
  'NO_MACHINES',
  'FINGERPRINT_SCOPE_MISMATCH',
])

// eslint-disable-next-line words/in-messages -- the protocol’s
const SIGNED_HEADERS = '(request-target) host date digest'

const validationBody = object({
  data: nullable(object({ attributes: object({ key: text() }) })),
  meta: object({
    code: text(),
    ts: optional(text()),
    /** What was asked for comes back. */
    scope: optional(nullable(object({ fingerprint: optional(nullable(text())) }))),
  }),
})

export interface ServerWord {
  readonly word: VendorWord | null
  /** The signed time of the answer. */
  readonly at: Instant
  /** The Unique Key of the machine that asked; null: it is not told. */
  readonly asker: string | null
}

/** Null where the answer does not hold: it proves nothing then, whatever it says. */
export function readServerWord(
  answer: RecordedAnswer,
  code: string,
  vendor: VendorProfile,
  primitives: Primitives,
): ServerWord | null {
  if (!answerHolds(answer, vendor, primitives)) return null
  const body = readJsonAs(answer.body, validationBody)
  if (body?.data?.attributes.key !== code) return null
  const { meta } = body
  const at = Date.parse(meta.ts ?? answer.date)
  if (!Number.isFinite(at)) return null
  return { word: wordOf(meta.code), at, asker: meta.scope?.fingerprint ?? null }
}

/** The server's last word where it still counts: a file that was issued after it replaces it. */
export function wordInForce(grant: MachineGrant, word: ServerWord | null): VendorWord | null {
  if (grant.license.suspended) return 'suspended'
  if (word === null || word.word === null) return null
  // The answer that a seat was taken after says “no seat” as well, at the very moment of the file at the latest.
  const replaced = word.word === 'seat_released' ? word.at <= grant.issued : word.at < grant.issued
  return replaced ? null : word.word
}

function wordOf(code: string): VendorWord | null {
  if (code === 'BANNED') return 'revoked'
  if (code === 'SUSPENDED') return 'suspended'
  return NO_SEAT.has(code) ? 'seat_released' : null
}

/** Digest and signature, against any of the vendor's keys that may sign answers at the answer's date. */
export function answerHolds(answer: RecordedAnswer, vendor: VendorProfile, primitives: Primitives): boolean {
  const date = Date.parse(answer.date)
  const keys = vendor.keys.filter((key) => mayAnswer(key) && isWithin(key, date))
  return isSignedByOne(keys, answer, primitives)
}

/** The same whatever the date: it proves who answered, and nothing of what was said. */
export function isFromVendor(answer: RecordedAnswer, vendor: VendorProfile, primitives: Primitives): boolean {
  return isSignedByOne(vendor.keys.filter(mayAnswer), answer, primitives)
}

function isSignedByOne(keys: readonly TrustedKey[], answer: RecordedAnswer, primitives: Primitives): boolean {
  const digest = primitives.sha256(primitives.encodeUtf8(answer.body))
  const claimed = primitives.decodeBase64(answer.digest.replace(/^sha-256=/i, ''))
  const header = parseSignatureHeader(answer.signature)
  const signature = header && primitives.decodeBase64(header.signature)
  if (!claimed || !sameBytes(digest, claimed) || !signature) return false
  if (header.algorithm !== 'ed25519' || header.headers !== SIGNED_HEADERS) return false
  // Keygen's server signs the host without its port, its Go client checks with it: both are taken
  // (docs/protocol.md#signed-answers).
  const hosts = [answer.host, answer.host.replace(/:\d+$/, '')]
  const texts = hosts.map((host) => primitives.encodeUtf8(answerSigningText({ ...answer, host })))
  return keys.some((key) => texts.some((text) => primitives.verifyEd25519(key.publicKey, text, signature)))
}

const mayAnswer = (key: TrustedKey): boolean => key.use.includes('responses') && !key.revoked

function isWithin(key: TrustedKey, date: Instant): boolean {
  return (
    date >= Date.parse(key.from) - CLOCK_TOLERANCE && (key.until === null || date <= Date.parse(key.until))
  )
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index])
}
