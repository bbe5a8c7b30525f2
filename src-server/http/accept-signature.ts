// Which signature a client wants. Ed25519 is the one that is made here; every other is refused, and that is signed
// (docs/protocol.md#signed-answers).
import { badRequest } from '../json-api/errors.ts'
import type { Vendor } from '../vendor/open-vendor.ts'
import type { Check } from './checks.ts'

const WANTED = /^(?:keyid="([^"]+)")?\s*,?\s*algorithm="([^"]+)"\s*;?\s*$/i

export function onlyOurSignature(vendor: Vendor): Check {
  const problemOf = (wanted: string): string | null => {
    const [match, keyId, algorithm] = WANTED.exec(wanted) ?? []
    if (match === undefined) return 'it cannot be read'
    if (algorithm?.toLowerCase() !== 'ed25519') return 'answers are signed with ed25519 alone'
    return keyId === undefined || keyId === vendor.account.id ? null : 'there is no key of this keyid'
  }
  return (c) => {
    const wanted = c.req.header('keygen-accept-signature') ?? ''
    const problem = wanted === '' ? null : problemOf(wanted)
    return problem === null ? null : badRequest(`Keygen-Accept-Signature: ${problem}`)
  }
}
