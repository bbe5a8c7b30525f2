// Keeps a signed answer about a license that is stored here, so that “suspended” outlives the network.
import type { LicenseChange } from '#shared/contract/activity-views.ts'
import type { Failure } from '#shared/contract/errors.ts'
import { sameLicense } from '#shared/license/typed-key-license.ts'
import { ok, type Result } from '#shared/result.ts'
import type { Dependencies } from '../dependencies.ts'
import type { Validation } from '../ports/activation-client.ts'
import type { StoreWriteErrorCode } from '../ports/license-store.ts'
import { changesByWord } from '../standing/changes.ts'
import { judge } from '../standing/judge.ts'
import { keepPresent } from '../standing/proven-time.ts'
import { readServerWord } from '../standing/server-word.ts'

/** What it changes of what was known. An answer about a license that is not stored here is not kept. */
export async function recordAnswer(
  { license, answer }: Validation,
  uniqueKey: string,
  dependencies: Pick<Dependencies, 'store' | 'clock' | 'vendor' | 'primitives'>,
): Promise<Result<LicenseChange[], Failure<StoreWriteErrorCode>>> {
  if (!license) return ok([])
  const { store, vendor, primitives } = dependencies
  return store.write((writer, contents) => {
    const known = judge(contents, uniqueKey, dependencies).licenses.find(({ stored }) =>
      sameLicense(stored.id, license.id, primitives),
    )
    if (!known) return []
    writer.putValidation(known.stored.id, answer)
    keepPresent(writer, contents, answer)
    const word = readServerWord(answer, known.stored.code, vendor, primitives)
    return word ? changesByWord(known, word) : []
  })
}
