// What the activation server said last about a license, read anew from the signed answer that was kept.
import type { TrustedKey, VendorProfile } from '#shared/contract/vendor-profile.ts'
import { answerSigningText, parseSignatureHeader } from '#shared/formats/response-signature.ts'
import type { Primitives } from '#shared/formats/primitives.ts'
import { readInstant, type Instant } from '#shared/instant.ts'
import type { VendorWord } from '#shared/license/changes.ts'
import type { MachineGrant } from '#shared/license/license.ts'
import { flag, nullable, object, optional, readJsonAs, text } from '#shared/shape.ts'
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
  data: nullable(object({ attributes: object({ key: text(), expiry: optional(nullable(text())) }) })),
  meta: object({
    code: text(),
    valid: optional(flag),
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
  /** When the license ended, where the server says that it has; null: it does not say so. */
  readonly ended: Instant | null
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
  const at = readInstant(meta.ts ?? answer.date)
  if (at === null) return null
  // “Expired” and valid all the same is a license that keeps its access.
  const hasEnded = meta.code === 'EXPIRED' && meta.valid !== true
  const ended = hasEnded ? endIn(body.data.attributes.expiry, at) : null
  return { word: wordOf(meta.code), at, asker: meta.scope?.fingerprint ?? null, ended }
}

/** By the time of the answer, where it does not say when. */
function endIn(expiry: string | null | undefined, at: Instant): Instant {
  return Math.min(readInstant(expiry ?? '') ?? at, at)
}

/** As the server's last word leaves it: a license that the vendor ended has ended, whatever its file was issued for. */
export function withEnd(grant: MachineGrant, word: ServerWord | null): MachineGrant {
  const { ended = null } = word ?? {}
  if (word === null || ended === null || word.at < grant.issued) return grant
  const sooner = <T extends { readonly expiry: Instant | null }>(one: T): T => ({
    ...one,
    expiry: Math.min(one.expiry ?? ended, ended),
  })
  const products = grant.license.products.map(sooner)
  return { ...grant, license: { ...sooner(grant.license), products } }
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
  const date = readInstant(answer.date)
  const keys = vendor.keys.filter((key) => date !== null && mayAnswer(key) && isWithin(key, date))
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
