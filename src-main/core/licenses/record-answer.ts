// Keeps a signed answer about a license that is stored here, so that “suspended” outlives the network.
import type { Failure } from '#shared/contract/errors.ts'
import { ok, type Result } from '#shared/result.ts'
import type { Dependencies } from '../dependencies.ts'
import type { Validation } from '../ports/activation-client.ts'
import type { StoreWriteErrorCode } from '../ports/license-store.ts'

/** An answer about a license that is not stored here is not kept. */
export async function recordAnswer(
  { license, answer }: Validation,
  { store }: Pick<Dependencies, 'store'>,
): Promise<Result<null, Failure<StoreWriteErrorCode>>> {
  if (!license) return ok(null)
  return store.write((writer, contents) => {
    if (!contents.licenses.some((stored) => stored.id === license.id)) return null
    writer.putValidation(license.id, answer)
    writer.raiseMark(Date.parse(answer.date))
    return null
  })
}
