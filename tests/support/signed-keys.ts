// License Codes that carry a signature, as Keygen's cloud issues them (docs/formats/license-file.md#signed-license-key).
import { constants, generateKeyPairSync, sign, type KeyObject, type SigningOptions } from 'node:crypto'
import type { TestKey } from './machine-files.ts'

type Signer = (message: Uint8Array) => Uint8Array

const base64Url = (bytes: Uint8Array): string =>
  Buffer.from(bytes).toString('base64').replaceAll('+', '-').replaceAll('/', '_')

function signedKey(facts: string, signer: Signer): string {
  const signed = `key/${base64Url(Buffer.from(facts))}`
  return `${signed}.${base64Url(signer(Buffer.from(signed)))}`
}

/** By a key of the vendor, or of another. */
export const ed25519Key = ({ privateKey }: TestKey, facts = '{"owner":"Contoso"}'): string =>
  signedKey(facts, (message) => sign(null, message, privateKey))

/** Keygen's other schemes, each with a key of its own. */
export function otherSchemes(): Readonly<Record<'rsaPss' | 'rsaPkcs1' | 'ecdsa', string>> {
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey
  const ecdsa = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey
  const by = (key: KeyObject, options: SigningOptions = {}) =>
    signedKey('{}', (message) => sign('sha256', message, { key, ...options }))
  return {
    rsaPss: by(rsa, { padding: constants.RSA_PKCS1_PSS_PADDING }),
    rsaPkcs1: by(rsa),
    ecdsa: by(ecdsa),
  }
}
