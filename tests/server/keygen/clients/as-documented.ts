// The check of an answer's signature as Keygen documents it.
import { holds, required, sha256, signedText, type Check } from './as-client.ts'

/** As documented: the digest of the bytes, and the signature over what the header names. */
export const asDocumented: Check = (sent, { headers, text }, publicKey) => {
  const digest = `sha-256=${sha256(text).toString('base64')}`
  if (required(headers, 'digest') !== digest) throw new Error('the digest is another')
  const [, signature = ''] = /signature="([^"]+)"/.exec(required(headers, 'keygen-signature')) ?? []
  if (!holds(publicKey, signedText(sent, required(headers, 'date'), digest), signature))
    throw new Error('the signature does not hold')
}
