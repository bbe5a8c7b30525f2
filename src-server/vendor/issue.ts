// Makes the text of a machine file or license file (docs/formats/machine-file.md, docs/formats/license-file.md).
// Pure but for the random IV, which can be given.
import { createCipheriv, createHash, randomBytes, sign, type KeyObject } from 'node:crypto'
import { writeArmor, type FileKind } from '#shared/formats/armor.ts'
import { signedText, type Algorithm } from '#shared/formats/envelope.ts'

/** A JSON:API document with the instants that bound it, ISO 8601 with milliseconds; `expiry` null: never. */
export interface FileDataset {
  readonly data: unknown
  readonly included?: readonly unknown[]
  readonly meta: { readonly issued: string; readonly expiry: string | null; readonly ttl: number | null }
}

export interface IssueRequest {
  readonly kind: FileKind
  readonly dataset: FileDataset
  readonly algorithm: Algorithm
  /** What an encrypted file opens with: `fileSecret` of formats/envelope.ts. Not used for base64. */
  readonly secret: string
  readonly privateKey: KeyObject
  /** 12 bytes, for vectors only: one IV must never serve two files of one secret. */
  readonly iv?: Uint8Array
}

/** The armored file. */
export function issueFile(request: IssueRequest): string {
  const json = Buffer.from(JSON.stringify(request.dataset), 'utf8')
  const enc =
    request.algorithm === 'base64+ed25519'
      ? json.toString('base64')
      : encrypt(json, request.secret, request.iv ?? randomBytes(12))
  const message = Buffer.from(signedText(request.kind, enc), 'ascii')
  const sig = sign(null, message, request.privateKey).toString('base64')
  const envelope = JSON.stringify({ enc, sig, alg: request.algorithm })
  return writeArmor(request.kind, Buffer.from(envelope, 'utf8').toString('base64'))
}

function encrypt(plain: Buffer, secret: string, iv: Uint8Array): string {
  const key = createHash('sha256').update(secret, 'utf8').digest()
  const cipher = createCipheriv('aes-256-gcm', key, iv)
  const ciphertext = Buffer.concat([cipher.update(plain), cipher.final()])
  return [ciphertext, Buffer.from(iv), cipher.getAuthTag()].map((part) => part.toString('base64')).join('.')
}
