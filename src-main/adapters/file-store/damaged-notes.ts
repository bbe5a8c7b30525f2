// Notes of deactivations that are damaged: what can be made of each, and which license it is of.
import type { NamedLicense, PendingReturn, StoreProblem } from '#main/core/ports/license-store.ts'
import type { StoreReason } from '#shared/contract/views.ts'
import { maskLicenseCode } from '#shared/formats/license-code.ts'
import { loggedDeactivations } from '../activity/logged-deactivations.ts'
import { folderName, type Layout } from './layout.ts'
import { nameOf, pathOf, shownPlace, type Place } from './place.ts'
import type { LicenseFolders } from './read-licenses.ts'
import { readReturned, returnPath, type DamagedReturn } from './returns.ts'
import { STAYS } from './set-aside.ts'

/** As a note says it; null: its own fingerprint is lost, and is this machine's. */
type Salvaged = Pick<PendingReturn, 'licenseId' | 'owner' | 'code'> & {
  readonly fingerprint: string | null
}

/** Null: too little of it can be read to ask a server about, or it is of another license. */
export function salvagedFrom(layout: Layout, { file, said }: DamagedReturn): Salvaged | null {
  const { licenseId, code, fingerprint } = said
  if (licenseId === '' || code === '' || !isPlaceOf(layout, file, licenseId)) return null
  return { ...said, fingerprint: fingerprint || null }
}

/** A license that is here tells what its note did; one that may be here, later. */
export const isOfHere = (layout: Layout, file: Place, folders: LicenseFolders): boolean =>
  folders.has(licenseNameOf(file)) ||
  [...folders.values()].some(({ license }) => license !== null && isPlaceOf(layout, file, license.id))

/** Nothing here makes a note of it again, so that a person sees to the seat: it stays, and says so. */
const isLost = (layout: Layout, note: DamagedReturn, folders: LicenseFolders): boolean =>
  !STAYS.has(note.reason) && !isOfHere(layout, note.file, folders) && salvagedFrom(layout, note) === null

/** With the license that a lost one is of, as far as anything here knows it. */
export function noteProblem(layout: Layout, note: DamagedReturn, folders: LicenseFolders): StoreProblem {
  const where = shownPlace(note.file)
  if (!isLost(layout, note, folders)) return { where, reason: note.reason, ...namedIn(note) }
  const license = knownOf(layout, note)
  const reason = NOTE_LOST
  return license === null ? { where, reason } : { where, reason, license }
}

const NOTE_LOST = 'note_lost' satisfies StoreReason

/** Which license it says that it is of. Empty: it names none. */
export function namedIn({ said }: DamagedReturn): { readonly license?: NamedLicense } {
  const { licenseId: id, owner, code } = said
  if (id === '' && owner === '' && code === '') return {}
  return { license: { id, owner, codeMasked: code === '' ? '' : maskLicenseCode(code) } }
}

/** By what it says itself, by its name, and by the lists and the log of what was deactivated here. */
function knownOf(layout: Layout, note: DamagedReturn): NamedLicense | null {
  const { file } = note
  const isIts = ({ id }: { readonly id: string }) => id !== '' && isPlaceOf(layout, file, id)
  const name = licenseNameOf(file)
  const logged = loggedDeactivations(layout).findLast(isIts)
  const { license: said } = namedIn(note)
  const own = said && isIts(said) ? said : null
  const { keys, givenBack } = readReturned(layout)
  const listed = [...keys, ...givenBack].map(({ licenseId: id }) => ({ id })).find(isIts)
  const id = own?.id ?? logged?.id ?? listed?.id ?? (folderName(name) === name ? name : null)
  if (id === null) return null
  return {
    id,
    owner: own?.owner || logged?.owner || '',
    codeMasked: logged?.codeMasked || (own?.codeMasked ?? ''),
  }
}

export const licenseNameOf = (file: Place): string => nameOf(file).replace(/\.json$/, '')

export const isPlaceOf = (layout: Layout, file: Place, licenseId: string): boolean =>
  pathOf(returnPath(layout, licenseId)) === pathOf(file)
