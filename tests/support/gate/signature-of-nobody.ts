// What a vendor could sign with a random number of 0, and with no other: R is a point of small order, the one that changes nothing.
// It holds by RFC 8032's equation, and libraries differ in whether they take it, so no gate does (docs/formats/gate-v1.md).
import { createHash, createPublicKey, type KeyObject } from 'node:crypto'

const ORDER = 2n ** 252n + 27_742_317_777_372_353_535_851_937_790_883_648_493n

/** Bytes, the lowest first. */
const numberIn = (bytes: Uint8Array): bigint => BigInt(`0x${Buffer.from(bytes).reverse().toString('hex')}`)
const bytesOf = (number: bigint): Buffer =>
  Buffer.from(number.toString(16).padStart(64, '0'), 'hex').reverse()
const sha512 = (...parts: readonly Uint8Array[]): Buffer =>
  createHash('sha512').update(Buffer.concat(parts)).digest()

export function signatureOfNobody(privateKey: KeyObject, message: Uint8Array): Buffer {
  const seed = privateKey.export({ format: 'der', type: 'pkcs8' }).subarray(-32)
  const publicKey = createPublicKey(privateKey).export({ format: 'der', type: 'spki' }).subarray(-32)
  // RFC 8032, 5.1.5: the topmost bit of 255 set, the lowest three not.
  const secret = (numberIn(sha512(seed).subarray(0, 32)) & (2n ** 254n - 8n)) | (2n ** 254n)
  const r = bytesOf(1n)
  return Buffer.concat([r, bytesOf((numberIn(sha512(r, publicKey, message)) * secret) % ORDER)])
}
