// A license key that carries its own signature, as Keygen's `scheme` makes it (docs/formats/license-file.md#signed-license-key): `key/DATA.SIGNATURE`.
import type { Primitives } from './primitives.ts'
import { charSet } from './text/char-set.ts'
import { Cursor } from './text/cursor.ts'
import { replaced, without } from './text/whole-text.ts'
import { err, ok, type Result } from '../result.ts'

export interface SignedKey {
  /** The whole key: as a License Code it is kept like this. */
  readonly text: string
  /** What was signed: the text before the dot, `key/` included. */
  readonly signed: string
  /** Base64, of either alphabet. */
  readonly signature: string
}

/** Such a key has the facts of a license in it, not a file. */
const MAX_KEY_CHARACTERS = 16_384
const BASE64 = charSet(/[A-Za-z0-9+/_-]/)
const PADDING = charSet(/[=]/)

/** Null: the text is none. Nothing of what is read is to be believed. */
export function readSignedKey(text: string): SignedKey | null {
  if (text.length > MAX_KEY_CHARACTERS) return null
  const cursor = new Cursor(text)
  if (!cursor.takeWord('key/') || !skipBase64(cursor)) return null
  const signed = cursor.between(0, cursor.at)
  if (!cursor.takeWord('.')) return null
  const start = cursor.at
  if (!skipBase64(cursor) || !cursor.atEnd) return null
  return { text, signed, signature: cursor.between(start, cursor.at) }
}

function skipBase64(cursor: Cursor): boolean {
  return cursor.skip(BASE64) > 0 && cursor.skip(PADDING) <= 2
}

const ED25519_BYTES = 64
/** A signed key does not name its algorithm: the length of its signature does. */
const RSA_BYTES: ReadonlyMap<number, string> = new Map([
  [256, 'RSA-PSS or RSA-PKCS1, 2048 bits'],
  [384, 'RSA-PSS or RSA-PKCS1, 3072 bits'],
  [512, 'RSA-PSS or RSA-PKCS1, 4096 bits'],
])
/** ECDSA's signature is two numbers in DER: this tag, the length of the rest, and no fixed length in all. */
const DER_SEQUENCE = 0x30

export type SignedKeyError =
  | { readonly code: 'key_damaged' }
  | { readonly code: 'algorithm_not_supported'; readonly algorithm: string }
  | { readonly code: 'signature_invalid' }

/** The id of the key whose Ed25519 signature it carries. Keygen's other schemes are refused by name. */
export function signerOf(
  key: SignedKey,
  publicKeys: readonly { readonly id: string; readonly publicKey: string }[],
  primitives: Primitives,
): Result<string, SignedKeyError> {
  const signature = primitives.decodeBase64(standardBase64(key.signature))
  if (signature === null) return err({ code: 'key_damaged' })
  if (signature.length !== ED25519_BYTES) return err(otherAlgorithm(signature))
  const signed = primitives.encodeUtf8(key.signed)
  const signer = publicKeys.find(({ publicKey }) => primitives.verifyEd25519(publicKey, signed, signature))
  return signer ? ok(signer.id) : err({ code: 'signature_invalid' })
}

function otherAlgorithm(signature: Uint8Array): SignedKeyError {
  const isDer = signature[0] === DER_SEQUENCE && signature[1] === signature.length - 2
  const algorithm = RSA_BYTES.get(signature.length) ?? (isDer ? 'ECDSA' : null)
  return algorithm === null ? { code: 'key_damaged' } : { code: 'algorithm_not_supported', algorithm }
}

const URL_LETTERS = charSet(/[_-]/)

function standardBase64(text: string): string {
  const letters = replaced(without(text, PADDING), URL_LETTERS, (letter) => (letter === '-' ? '+' : '/'))
  return letters.padEnd(Math.ceil(letters.length / 4) * 4, '=')
}
