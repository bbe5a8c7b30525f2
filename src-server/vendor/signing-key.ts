// A vendor's Ed25519 signing key and its file: PKCS #8 in PEM, readable by its owner only.
import { createHash, createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { writeWhole } from '../store/write-whole.ts'

export interface SigningKey {
  /** First 8 hex digits of the SHA-256 of the raw public key. */
  readonly id: string
  /** 32 raw bytes in hex. */
  readonly publicKey: string
  readonly privateKey: KeyObject
}

const RAW_KEY_BYTES = 32 // the last bytes of an Ed25519 SubjectPublicKeyInfo (RFC 8410)

export function generateSigningKey(): SigningKey {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  const raw = publicKey.export({ format: 'der', type: 'spki' }).subarray(-RAW_KEY_BYTES)
  const id = createHash('sha256').update(raw).digest('hex').slice(0, 8)
  return { id, publicKey: raw.toString('hex'), privateKey }
}

const keyPath = (directory: string, id: string) => join(directory, `${id}.pem`)

/** Never replaces a key: two of one id would mean that a signature can no longer be traced. */
export function writeSigningKey(directory: string, key: SigningKey): void {
  const pem = key.privateKey.export({ format: 'pem', type: 'pkcs8' })
  writeWhole(keyPath(directory, key.id), pem, { mode: 0o600, replace: false })
}

/** Throws where the file is missing or holds no Ed25519 key: without it the desk cannot work. */
export function readPrivateKey(directory: string, id: string): KeyObject {
  const key = createPrivateKey(readFileSync(keyPath(directory, id)))
  if (key.asymmetricKeyType !== 'ed25519') throw new Error(`key ${id} is not an Ed25519 key`)
  return key
}
