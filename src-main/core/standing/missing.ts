// Licenses that were here and are not any more, though nobody deactivated them.
import type { StoreProblem, StoreReason } from '#shared/contract/views.ts'
import type { MissingLicense } from '../ports/license-store.ts'
import type { Judged } from './judged.ts'

/** Not one whose folder was renamed, nor one that was taken off by a version that does not note which are here. */
export function missingIn({ contents, licenses }: Pick<Judged, 'contents' | 'licenses'>): MissingLicense[] {
  const here = licenses.map(({ stored, grant }) => grant?.license.id ?? stored.id)
  const left = contents.returns.filter(({ begun }) => begun !== true)
  const takenOff = [...contents.givenBack, ...contents.returned, ...left].map(({ licenseId }) => licenseId)
  const known = new Set([...here, ...takenOff])
  return contents.missing.filter(({ id }) => !known.has(id))
}

export const missingProblems = (judged: Pick<Judged, 'contents' | 'licenses'>): StoreProblem[] =>
  missingIn(judged).map(({ id, codeMasked, where }) => ({
    where,
    reason: 'license_missing' satisfies StoreReason,
    license: { id, owner: '', codeMasked },
  }))
