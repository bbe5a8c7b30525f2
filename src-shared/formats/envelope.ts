// What the armor holds (docs/formats/machine-file.md#text): {"enc","sig","alg"}, checked before it is opened.
import { MAX_FILE_CHARACTERS, readArmor, undamagedArmor, type ArmorError, type FileKind } from './armor.ts'
import type { Primitives } from './primitives.ts'
import { splitAt } from './text/whole-text.ts'
import { err, ok, type Result } from '../result.ts'
import { readJsonAs, record } from '../shape.ts'

const ALGORITHMS = ['aes-256-gcm+ed25519', 'base64+ed25519'] as const
export type Algorithm = (typeof ALGORITHMS)[number]

export interface Envelope {
  readonly kind: FileKind
  readonly algorithm: Algorithm
  readonly enc: string
  readonly signature: Uint8Array
}

export type EnvelopeError =
  | ArmorError
  | { readonly code: 'key_damaged' }
  | { readonly code: 'algorithm_not_supported'; readonly algorithm: string }

/** Reads the text up to, not including, the signature: nothing in it is to be believed yet. */
export function readEnvelope(text: string, primitives: Primitives): Result<Envelope, EnvelopeError> {
  const plain = readPlainEnvelope(text, primitives)
  if (plain) return plain
  const armor = readArmor(text)
  if (!armor.ok) return armor
  return envelopeIn(armor.value.kind, primitives.decodeBase64(armor.value.block), primitives)
}

/** The same of a text to which nothing happened. Null: something did, or it is no file. */
export function readPlainEnvelope(
  text: string,
  primitives: Primitives,
): Result<Envelope, EnvelopeError> | null {
  const undamaged = undamagedArmor(text)
  const bytes = undamaged && primitives.decodeBase64(undamaged.block)
  return undamaged && bytes ? envelopeIn(undamaged.kind, bytes, primitives) : null
}

function envelopeIn(
  kind: FileKind,
  bytes: Uint8Array | null,
  primitives: Primitives,
): Result<Envelope, EnvelopeError> {
  const json = bytes && primitives.decodeUtf8(bytes)
  const fields = json ? parseFields(json) : null
  if (!fields) return err({ code: 'key_damaged' })
  const algorithm = ALGORITHMS.find((known) => known === fields.alg)
  if (!algorithm) return err({ code: 'algorithm_not_supported', algorithm: fields.alg.slice(0, 40) })
  const signature = primitives.decodeBase64(fields.sig)
  if (signature?.length !== 64) return err({ code: 'key_damaged' })
  return ok({ kind, algorithm, enc: fields.enc, signature })
}

function parseFields(json: string): { enc: string; sig: string; alg: string } | null {
  const value = parseJsonObject(json)
  if (!value) return null
  const { enc, sig, alg } = value
  if (typeof enc !== 'string' || typeof sig !== 'string' || typeof alg !== 'string') return null
  return enc.length <= MAX_FILE_CHARACTERS ? { enc, sig, alg } : null
}

/** The bytes that the vendor signed: the enc string itself, not what it decodes to. */
export function signedText(kind: FileKind, enc: string): string {
  return `${kind}/${enc}`
}

export function signatureHolds(envelope: Envelope, publicKey: string, primitives: Primitives): boolean {
  const message = primitives.encodeUtf8(signedText(envelope.kind, envelope.enc))
  return primitives.verifyEd25519(publicKey, message, envelope.signature)
}

/** The secret of an encrypted file: the License Code alone, or joined with the machine's fingerprint. */
export function fileSecret(kind: FileKind, code: string, fingerprint: string): string {
  return kind === 'machine' ? code + fingerprint : code
}

export type OpenError = { readonly code: 'code_or_machine_mismatch' } | { readonly code: 'key_damaged' }

/** The JSON object inside. Call it only after the signature held. */
export function openEnvelope(
  envelope: Envelope,
  secret: string,
  primitives: Primitives,
): Result<Record<string, unknown>, OpenError> {
  const bytes =
    envelope.algorithm === 'base64+ed25519'
      ? ok(primitives.decodeBase64(envelope.enc))
      : decrypt(envelope.enc, secret, primitives)
  if (!bytes.ok) return bytes
  const json = bytes.value && primitives.decodeUtf8(bytes.value)
  const value = json ? parseJsonObject(json) : null
  return value ? ok(value) : err({ code: 'key_damaged' })
}

const ENC_PARTS = 3

/** `enc`: ciphertext, IV and tag in base64, with dots between them. */
function decrypt(enc: string, secret: string, primitives: Primitives): Result<Uint8Array, OpenError> {
  const parts = splitAt(enc, '.', ENC_PARTS).map((part) => primitives.decodeBase64(part))
  const [ciphertext, iv, tag] = parts
  if (parts.length !== ENC_PARTS || !ciphertext || iv?.length !== 12 || tag?.length !== 16)
    return err({ code: 'key_damaged' })
  const key = primitives.sha256(primitives.encodeUtf8(secret))
  const plain = primitives.decryptAes256Gcm(key, iv, tag, ciphertext)
  return plain ? ok(plain) : err({ code: 'code_or_machine_mismatch' })
}

const parseJsonObject = (json: string): Record<string, unknown> | null => readJsonAs(json, record)
