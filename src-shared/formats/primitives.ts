// What the formats need from outside, so that this floor stays pure: src-shared/crypto makes it real with node:crypto.

export interface Primitives {
  /** Bytes of UTF-8. */
  encodeUtf8(text: string): Uint8Array
  /** Text of UTF-8, or null where the bytes are not well-formed. */
  decodeUtf8(bytes: Uint8Array): string | null
  /** Standard alphabet, padded; null for anything else, wrong length and stray characters included. */
  decodeBase64(text: string): Uint8Array | null
  sha256(bytes: Uint8Array): Uint8Array
  hmacSha256(key: Uint8Array, message: Uint8Array): Uint8Array
  /** `publicKey`: the 32 raw bytes in hex. False for a malformed key or signature, never a throw. */
  verifyEd25519(publicKey: string, message: Uint8Array, signature: Uint8Array): boolean
  /** Null where the tag does not hold: a wrong key and a changed text look the same. */
  decryptAes256Gcm(
    key: Uint8Array,
    iv: Uint8Array,
    tag: Uint8Array,
    ciphertext: Uint8Array,
  ): Uint8Array | null
}
