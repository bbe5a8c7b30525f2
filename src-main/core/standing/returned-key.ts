// Offline keys that the operator declared not to be used on this machine any more (docs/formats/return-code.md).
import { failure, type Failure } from '#shared/contract/errors.ts'
import { makeReturnCode } from '#shared/formats/return-code.ts'
import { type Instant, iso } from '#shared/instant.ts'
import { judgedAt } from '#shared/license/status.ts'
import { licenseNumberOf } from '#shared/license/typed-key-license.ts'
import type { Dependencies } from '../dependencies.ts'
import type { ReturnedKey, StoreContents } from '../ports/license-store.ts'
import type { Judged, JudgedLicense } from './judged.ts'
import { returnOf } from './open-stored.ts'

type Primitives = Pick<Dependencies, 'primitives'>

/** Why a key is refused here: it, or a newer one, was returned. */
export function returnedBefore(
  licenseId: string,
  issued: Instant,
  contents: StoreContents,
  { primitives }: Primitives,
): Failure<'key_returned'> | null {
  const key = returnOf(licenseId, issued, contents, primitives)
  if (!key) return null
  return failure('key_returned', {
    issued: iso(issued),
    returned: iso(key.returned),
    returnCode: key.returnCode,
  })
}

/** Null where there is nothing to return: the key does not hold on this machine. */
export function returnKey(
  { stored, grant }: JudgedLicense,
  { moment, uniqueKey }: Judged,
  { primitives }: Primitives,
): ReturnedKey | null {
  if (!grant) return null
  const returned = judgedAt(moment)
  // A folder that was renamed names no license.
  const licenseId = grant.license.id
  const licenseNumber = licenseNumberOf(licenseId, primitives)
  const facts = { uniqueKey, licenseNumber, issued: grant.issued, returned }
  const returnCode = makeReturnCode(facts, stored.code, primitives)
  return { licenseId, issued: grant.issued, returned, returnCode }
}
