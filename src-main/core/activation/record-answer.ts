// Keeps a signed answer about a license that is stored here, so that “suspended” outlives the network.
import type { LicenseChange } from '#shared/contract/activity-views.ts'
import type { Failure } from '#shared/contract/errors.ts'
import { sameLicense } from '#shared/license/typed-key-license.ts'
import { ok, type Result } from '#shared/result.ts'
import type { Dependencies } from '../dependencies.ts'
import type { Validation } from '../ports/activation-client.ts'
import type { StoredLicense, StoreWriteErrorCode } from '../ports/license-store.ts'
import { changesByWord } from '../standing/changes.ts'
import { judge } from '../standing/judge.ts'
import { keepPresent } from '../standing/proven-time.ts'
import { readServerWord } from '../standing/server-word.ts'

/** What it changes of what was known. By the license id that is signed, never by a folder's name. An answer about one that is not here is not kept. */
export async function recordAnswer(
  { license, answer }: Validation,
  uniqueKey: string,
  dependencies: Pick<Dependencies, 'store' | 'clock' | 'vendor' | 'primitives'>,
): Promise<Result<LicenseChange[], Failure<StoreWriteErrorCode>>> {
  if (!license) return ok([])
  const { store, vendor, primitives } = dependencies
  return store.write((writer, contents) => {
    const wordFor = ({ code }: StoredLicense) => readServerWord(answer, code, vendor, primitives)
    // SECURITY: a folder that was renamed would hide its license from “suspended”, and a copy beside it would too.
    // docs/SECURITY.md#store
    const about = judge(contents, uniqueKey, dependencies).licenses.filter(({ stored, grant }) =>
      grant
        ? sameLicense(grant.license.id, license.id, primitives)
        : sameLicense(stored.id, license.id, primitives) || wordFor(stored) !== null,
    )
    const known = about.find(({ grant }) => grant !== null) ?? about[0]
    if (!known) return []
    for (const { stored } of about) writer.putValidation(stored.id, answer)
    keepPresent(writer, contents, answer)
    const word = wordFor(known.stored)
    return word ? changesByWord(known, word) : []
  })
}
