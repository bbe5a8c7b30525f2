// Takes a license off a machine that opens no socket: the operator gets a return code for the representative.
import { failure, type Failure } from '#shared/contract/errors.ts'
import { sameLicense } from '#shared/license/typed-key-license.ts'
import { err, ok, type Result } from '#shared/result.ts'
import type { Dependencies } from '../dependencies.ts'
import type { ReturnedKey, StoreContents, StoreWriteErrorCode } from '../ports/license-store.ts'
import { judge } from '../standing/judge.ts'
import type { JudgedLicense } from '../standing/judged.ts'
import { GIVEN_BACK } from '../standing/open-stored.ts'
import { returnKey } from '../standing/returned-key.ts'
import { notesOf } from './begun-mark.ts'

export interface Declared {
  readonly seat: 'declared' | 'not_returned' | 'to_be_returned'
  readonly returnCode: string | null
  readonly settles?: true
}

/** Judged under the lock: what is declared is the key that is removed. */
export async function declareReturned(
  id: string,
  uniqueKey: string,
  dependencies: Dependencies,
): Promise<Result<Declared, Failure<StoreWriteErrorCode | 'license_not_here'>>> {
  const removed = await dependencies.store.write((writer, contents): Declared | null => {
    const judged = judge(contents, uniqueKey, dependencies)
    const license = judged.licenses.find(({ stored }) => stored.id === id)
    if (!license) return null
    const key = returnKey(license, judged, dependencies) ?? declaredBefore(license, contents, dependencies)
    const about = { licenseId: license.grant?.license.id ?? id, code: license.stored.code }
    // Online a deactivation was begun before, and here no refresh asks how that came out.
    const notes = license.elsewhere ? [] : notesOf(about, contents, dependencies)
    // In this order: a writer that is killed in between leaves the code with the license, and loses neither.
    if (key) writer.putReturned(key)
    writer.removeLicense(id)
    if (key) {
      for (const { licenseId } of notes) writer.removeReturn(licenseId)
      const settles = notes.length > 0 ? ({ settles: true } as const) : {}
      return { seat: 'declared', returnCode: key.returnCode, ...settles }
    }
    // There is no code that would free its seat: the server is told once it may be asked.
    for (const { licenseId, owner, code, fingerprint, since } of notes)
      writer.putReturn({ licenseId, owner, code, fingerprint, since })
    return { seat: notes.length > 0 ? 'to_be_returned' : 'not_returned', returnCode: null }
  })
  if (!removed.ok) return removed
  // Under the lock it was seen that another deactivation was first.
  return removed.value ? ok(removed.value) : err(failure('license_not_here', { id }))
}

/** Whoever was stopped between declaring and removing it has not seen the code. */
function declaredBefore(
  { stored, problem }: JudgedLicense,
  { returned }: StoreContents,
  { primitives }: Dependencies,
): ReturnedKey | null {
  if (problem !== GIVEN_BACK.code) return null
  return returned.find(({ licenseId }) => sameLicense(licenseId, stored.id, primitives)) ?? null
}
