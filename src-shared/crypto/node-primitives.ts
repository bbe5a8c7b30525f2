// The formats' primitives made real with node:crypto. Verifies and decrypts only: signing lives in src-server/vendor.
import {
  createDecipheriv,
  createHmac,
  createPublicKey,
  createSecretKey,
  hash,
  verify,
  type KeyObject,
} from 'node:crypto'
import type { Primitives } from '#shared/formats/primitives.ts'
import { isSigningPoint } from '#shared/formats/signing-point.ts'

const utf8 = new TextDecoder('utf-8', { fatal: true })
const ED25519_SPKI_PREFIX = Buffer.from('302a300506032b6570032100', 'hex') // RFC 8410

const publicKeys = new Map<string, KeyObject>()

/** Importing a key costs as much as verifying with it, and a process sees only the few keys of its profile. */
function importPublicKey(hex: string): KeyObject | null {
  const known = publicKeys.get(hex)
  if (known) return known
  if (!/^[0-9a-f]{64}$/i.test(hex)) return null
  const der = Buffer.concat([ED25519_SPKI_PREFIX, Buffer.from(hex, 'hex')])
  const key = createPublicKey({ key: der, format: 'der', type: 'spki' })
  if (publicKeys.size < 64) publicKeys.set(hex, key)
  return key
}

/** The letters that may stand before so much padding: their bits behind the last byte are none. */
const LAST_LETTERS = ['', 'AEIMQUYcgkosw048', 'AQgw'] as const

/**
 * Standard base64 (RFC 4648, section 4) alone. Buffer decodes leniently: it passes over what is no letter, which leaves
 * fewer bytes than the text is long; it takes the letters of URLs; and it drops bits behind the last byte.
 */
function decodeBase64(text: string): Uint8Array | null {
  if (text.length % 4 !== 0 || text.includes('-') || text.includes('_')) return null
  const bytes = Buffer.from(text, 'base64')
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0
  if (bytes.length !== (text.length / 4) * 3 - padding) return null
  return padding === 0 || LAST_LETTERS[padding].includes(text.charAt(text.length - 1 - padding))
    ? bytes
    : null
}

export const nodePrimitives: Primitives = {
  encodeUtf8: (text) => Buffer.from(text, 'utf8'),
  decodeUtf8: (bytes) => {
    try {
      return utf8.decode(bytes)
    } catch {
      return null
    }
  },
  decodeBase64,
  sha256: (bytes) => hash('sha256', bytes, 'buffer'),
  hmacSha256: (key, message) => createHmac('sha256', key).update(message).digest(),
  verifyEd25519: (publicKey, message, signature) => {
    const key = importPublicKey(publicKey)
    if (key === null || signature.length !== 64 || !verify(null, message, key, signature)) return false
    // Not every OpenSSL refuses one that was made without a random number.
    return isSigningPoint(Buffer.from(signature.subarray(0, 32)).toString('hex'))
  },
  decryptAes256Gcm: (key, iv, tag, ciphertext) => {
    // As bytes Node looks three times at what kind of key it is, which takes longer than to decrypt.
    const decipher = createDecipheriv('aes-256-gcm', createSecretKey(key), iv, { authTagLength: 16 })
    decipher.setAuthTag(tag)
    const plain = decipher.update(ciphertext)
    try {
      decipher.final() // throws where the tag does not hold, and for nothing else; GCM leaves nothing to add
    } catch {
      return null
    }
    return plain
  },
}
