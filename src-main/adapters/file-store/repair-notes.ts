// The damaged notes of deactivations, for a repair: without one a seat would never go back.
import type { PendingReturn } from '#main/core/ports/license-store.ts'
import type { Layout } from './layout.ts'
import { isOfHere, isPlaceOf, licenseNameOf, namedIn, noteProblem, salvagedFrom } from './damaged-notes.ts'
import type { Place } from './place.ts'
import { readLicenses, type LicenseFolders } from './read-licenses.ts'
import type { Repairs } from './repairs.ts'
import { readReturns, returnText, type DamagedReturn } from './returns.ts'
import { STAYS } from './set-aside.ts'

/**
 * `notes`: one for each license that is here; it takes the place of its own that is damaged. `uniqueKey`: of this machine,
 * where it is known.
 */
export function repairNotes(
  layout: Layout,
  notes: readonly PendingReturn[],
  uniqueKey: string | null,
  done: Repairs,
): void {
  const { folders } = readLicenses(layout)
  for (const damaged of readReturns(layout).damaged) {
    const { file, reason } = damaged
    const own = STAYS.has(reason)
      ? undefined
      : notes.find(({ licenseId }) => isPlaceOf(layout, file, licenseId))
    const isHere = isOfHere(layout, file, folders)
    // Of one that is here and of no use, such as another machine's, nobody knows whose seat it was.
    const begun = begunAnew(layout, damaged, isHere ? null : uniqueKey)
    if (own) done.renew(file, namedIn(damaged), returnText(own))
    else if (mayBeHere(file, folders)) done.leave(noteProblem(layout, damaged, folders))
    else if (begun) done.renew(file, namedIn(damaged), returnText(begun))
    else if (isHere) done.moveFile(file, reason)
    else done.leave(noteProblem(layout, damaged, folders))
  }
}

/** As begun: a refresh asks the server then, and frees the seat if `returned.json` says that it was given back. */
function begunAnew(layout: Layout, damaged: DamagedReturn, uniqueKey: string | null): PendingReturn | null {
  const salvaged = salvagedFrom(layout, damaged)
  const fingerprint = salvaged?.fingerprint ?? uniqueKey
  if (salvaged === null || fingerprint === null) return null
  return { ...salvaged, fingerprint, since: Date.now(), begun: true }
}

/** Whoever can read its license, or another time, can write it anew. */
function mayBeHere(note: Place, folders: LicenseFolders): boolean {
  const license = folders.get(licenseNameOf(note))
  return license?.problems.some(({ reason }) => STAYS.has(reason)) === true && license.license === null
}
