// A vendor's Ed25519 signing key and its file: PKCS #8 in PEM, readable by its owner only.
import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  sign,
  verify,
  type KeyObject,
} from 'node:crypto'
import { rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { isOutOfFiles } from '#shared/files/open-files.ts'
import { NotAFile, readAtMostWithoutWaiting } from '#shared/files/given-file.ts'
import { Fault } from '../fault.ts'
import { outputFault } from '../store/database-fault.ts'
import { isFolderThere } from '../store/plain-files.ts'
import { writeWhole } from '../store/write-whole.ts'

export interface SigningKey {
  /** First 8 hex digits of the SHA-256 of the raw public key. */
  readonly id: string
  /** 32 raw bytes in hex. */
  readonly publicKey: string
  readonly privateKey: KeyObject
}

/** More is no key: an Ed25519 key in PEM has about 120 bytes. */
const MOST_BYTES = 64 * 1024
const RAW_KEY_BYTES = 32 // the last bytes of an Ed25519 SubjectPublicKeyInfo (RFC 8410)

export function generateSigningKey(): SigningKey {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  const raw = rawOf(publicKey)
  const id = createHash('sha256').update(Buffer.from(raw, 'hex')).digest('hex').slice(0, 8)
  return { id, publicKey: raw, privateKey }
}

/** The 32 bytes in hex. */
const rawOf = (publicKey: KeyObject): string =>
  publicKey.export({ format: 'der', type: 'spki' }).subarray(-RAW_KEY_BYTES).toString('hex')

/** A key of the database. Where it is prepared (not active, and without an end), another may take its place. */
export interface StoredKey extends Pick<SigningKey, 'id' | 'publicKey'> {
  readonly active?: boolean
  readonly until?: number | null
}

const keyPath = (directory: string, id: string) => join(directory, `${id}.pem`)

/** Never replaces a key: two of one id would mean that a signature can no longer be traced. Throws a Fault where it has no place. */
export function writeSigningKey(directory: string, key: SigningKey): void {
  const pem = key.privateKey.export({ format: 'pem', type: 'pkcs8' })
  const path = keyPath(directory, key.id)
  try {
    writeWhole(path, pem, { mode: 0o600, replace: false })
  } catch (error) {
    throw outputFault(error, path)
  }
}

/** Of one that no database names. One that cannot be removed stays: doctor names it. */
export function removeSigningKey(directory: string, id: string): void {
  try {
    rmSync(keyPath(directory, id), { force: true })
  } catch {
    // what is told is why the key was not wanted
  }
}

/**
 * Loads the key, compares it with the public half that profiles name, and tries it. Throws a Fault where one of these
 * fails: what such a key signs no app would believe.
 */
export function readPrivateKey(directory: string, stored: StoredKey): KeyObject {
  const { id, publicKey } = stored
  const path = keyPath(directory, id)
  const key = parseKey(readPem(path, stored), path)
  const publicHalf = createPublicKey(key)
  if (rawOf(publicHalf) !== publicKey)
    throw new Fault('signing_key_other', (words) => words.keyOfAnotherPair(path))
  const probe = Buffer.from(id)
  if (!verify(null, probe, publicHalf, sign(null, probe, key)))
    throw new Fault('signing_key_damaged', (words) => words.keySignsWrongly(path))
  return key
}

function readPem(path: string, { active, until }: StoredKey): Buffer {
  try {
    return readAtMostWithoutWaiting(path, MOST_BYTES) ?? Buffer.alloc(0)
  } catch (error) {
    if (error instanceof NotAFile) {
      const { is } = error
      throw new Fault('signing_key_not_permitted', (words) => words.otherKind(path, is, 'file'))
    }
    if (isOutOfFiles(error)) throw new Fault('too_many_open_files', (words) => words.tooManyOpenFiles)
    const { code = 'UNKNOWN' } = error as NodeJS.ErrnoException
    isFolderThere(dirname(path)) // throws where something else is
    const isPrepared = active === false && until === null
    if (code === 'ENOENT')
      throw new Fault('signing_key_missing', (words) =>
        isPrepared ? words.preparedKeyMissing(path) : words.keyMissing(path),
      )
    throw new Fault('signing_key_not_permitted', (words) => words.keyNotPermitted(path, code))
  }
}

function parseKey(pem: Buffer, path: string): KeyObject {
  const damaged = new Fault('signing_key_damaged', (words) => words.keyDamaged(path))
  try {
    const key = createPrivateKey(pem)
    if (key.asymmetricKeyType === 'ed25519') return key
  } catch {
    throw damaged
  }
  throw damaged
}
