// The damaged notes of deactivations, for a repair: without one a seat would never go back.
import type { PendingReturn } from '#main/core/ports/license-store.ts'
import { nameOf, pathOf, shownPlace, type Place } from './place.ts'
import type { Layout } from './layout.ts'
import { readLicenses } from './read-licenses.ts'
import type { Repairs } from './repairs.ts'
import { readState } from './read-files.ts'
import { memberOf, readReturns, returnPath, returnText } from './returns.ts'
import { STAYS } from './set-aside.ts'

/** `notes`: one for each license that is here; it takes the place of its own that is damaged. */
export function repairNotes(layout: Layout, notes: readonly PendingReturn[], done: Repairs): void {
  for (const { file, reason, ...problem } of readReturns(layout).damaged) {
    const note = notes.find(({ licenseId }) => pathOf(returnPath(layout, licenseId)) === pathOf(file))
    if (note && !STAYS.has(reason)) done.renew(file, problem, returnText(note))
    else if (mayBeHere(layout, file)) done.leave({ where: shownPlace(file), reason, ...problem })
    else {
      const salvaged = salvagedFrom(layout, file)
      if (salvaged) done.renew(file, problem, returnText(salvaged))
      else done.moveFile(file, reason)
    }
  }
}

/**
 * Of a license that is not here, where the note still says which it was: as begun, since a refresh asks the server then, and
 * frees the seat if `returned.json` says that it was given back. Null: too little of it can be read.
 */
function salvagedFrom(layout: Layout, file: Place): PendingReturn | null {
  const state = readState(file)
  if (state.is !== 'text') return null
  const [licenseId, owner, code, fingerprint] = ['licenseId', 'owner', 'code', 'fingerprint'].map((member) =>
    memberOf(state.text, member),
  )
  if (!licenseId || !code || !fingerprint) return null
  if (pathOf(returnPath(layout, licenseId)) !== pathOf(file)) return null
  return { licenseId, owner: owner ?? '', code, fingerprint, since: Date.now(), begun: true }
}

/** Whoever can read its license, or another time, can write it anew. */
function mayBeHere(layout: Layout, note: Place): boolean {
  const license = readLicenses(layout).folders.get(nameOf(note).replace(/\.json$/, ''))
  return license?.problems.some(({ reason }) => STAYS.has(reason)) === true && license.license === null
}
