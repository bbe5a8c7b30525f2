// The damaged notes of deactivations, for a repair: without one a seat would never go back.
import type { PendingReturn } from '#main/core/ports/license-store.ts'
import type { Layout } from './layout.ts'
import { isLost, isOfHere, noteProblem, salvagedFrom } from './lost-notes.ts'
import { nameOf, pathOf, shownPlace, type Place } from './place.ts'
import { readLicenses, type LicenseFolders } from './read-licenses.ts'
import type { Repairs } from './repairs.ts'
import { readReturns, returnPath, returnText } from './returns.ts'
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
    const { file, reason, ...problem } = damaged
    const note = notes.find(({ licenseId }) => pathOf(returnPath(layout, licenseId)) === pathOf(file))
    if (note && !STAYS.has(reason)) done.renew(file, problem, returnText(note))
    else if (mayBeHere(file, folders)) done.leave({ where: shownPlace(file), reason, ...problem })
    else if (isLost(layout, damaged, folders)) done.leave(noteProblem(layout, damaged, folders))
    else {
      const salvaged = salvagedFrom(layout, file)
      const isHere = isOfHere(layout, file, folders)
      // Of one that is here and of no use, such as another machine's, nobody knows whose seat it was.
      const fingerprint = salvaged?.fingerprint ?? (isHere ? null : uniqueKey)
      // As begun: a refresh asks the server then, and frees the seat if `returned.json` says that it was given back.
      if (salvaged && fingerprint !== null)
        done.renew(file, problem, returnText({ ...salvaged, fingerprint, since: Date.now(), begun: true }))
      else if (salvaged && !isHere) done.leave({ where: shownPlace(file), reason, ...problem })
      else done.moveFile(file, reason)
    }
  }
}

/** Whoever can read its license, or another time, can write it anew. */
function mayBeHere(note: Place, folders: LicenseFolders): boolean {
  const license = folders.get(nameOf(note).replace(/\.json$/, ''))
  return license?.problems.some(({ reason }) => STAYS.has(reason)) === true && license.license === null
}
