// The damaged notes of deactivations, for a repair: without one a seat would never go back.
import type { PendingReturn } from '#main/core/ports/license-store.ts'
import { nameOf, pathOf, shownPlace, type Place } from './place.ts'
import type { Layout } from './layout.ts'
import { readLicenses } from './read-licenses.ts'
import type { Repairs } from './repairs.ts'
import { readReturns, returnPath, returnText } from './returns.ts'
import { STAYS } from './set-aside.ts'

/** `notes`: one for each license that is here; it takes the place of its own that is damaged. */
export function repairNotes(layout: Layout, notes: readonly PendingReturn[], done: Repairs): void {
  for (const { file, reason, ...problem } of readReturns(layout).damaged) {
    const note = notes.find(({ licenseId }) => pathOf(returnPath(layout, licenseId)) === pathOf(file))
    if (note && !STAYS.has(reason)) done.renew(file, problem, returnText(note))
    else if (mayBeHere(layout, file)) done.leave({ where: shownPlace(file), reason, ...problem })
    else done.moveFile(file, reason)
  }
}

/** Whoever can read its license, or another time, can write it anew. */
function mayBeHere(layout: Layout, note: Place): boolean {
  const license = readLicenses(layout).folders.get(nameOf(note).replace(/\.json$/, ''))
  return license?.problems.some(({ reason }) => STAYS.has(reason)) === true && license.license === null
}
