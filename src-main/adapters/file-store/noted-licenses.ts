// licensed: that licenses are kept here, and which, so that one that is gone is missed.
import type { MissingLicense, StoredLicense } from '#main/core/ports/license-store.ts'
import { maskLicenseCode } from '#shared/formats/license-code.ts'
import { readJsonAs, object, oneOf, text } from '#shared/shape.ts'
import { folderName, type Layout } from './layout.ts'
import { below, shownPlace, type Place } from './place.ts'
import { isThere, listFolder, readOptional, readState } from './read-files.ts'
import { readFolder } from './read-folder.ts'

const noted = object({ id: text(), mode: oneOf('online', 'offline'), codeMasked: text() })
type Noted = Pick<MissingLicense, 'id' | 'mode' | 'codeMasked'>

/** For whoever looks into the folder. */
// eslint-disable-next-line words/in-messages -- one file for people of every language
const LICENSED = 'Licenses are kept here. If they are gone, they were not deactivated.\n'

/** One a line. Earlier versions noted none; what cannot be read of it is as if it were not noted. */
const readNoted = (layout: Layout): Noted[] =>
  (readOptional(layout.licensed) ?? '').split('\n').flatMap((line) => readJsonAs(line, noted) ?? [])

export const notedOf = ({ id, mode, code }: StoredLicense): Noted => ({
  id,
  mode,
  codeMasked: maskLicenseCode(code),
})

/**
 * After the licenses were read: a writer notes one when it is here, and takes the note back before it goes. None where their
 * folder is not there: all of them may come back with it.
 */
export function missingLicenses(layout: Layout, here: readonly { readonly id: string }[]): MissingLicense[] {
  if (!isThereOrUntold(layout.licenses)) return []
  const ids = new Set(here.map(({ id }) => id))
  return readNoted(layout).flatMap((one) => {
    const folder = below(layout.licenses, folderName(one.id))
    return ids.has(one.id) || isThereOrUntold(folder) ? [] : [{ ...one, where: shownPlace(folder) }]
  })
}

function isThereOrUntold(folder: Place): boolean {
  try {
    return isThere(folder)
  } catch {
    return true // whoever reads the licenses says why
  }
}

interface NotesOfChange {
  /** No license is left, nor one that is missed: it goes, before anything else. */
  readonly isEmptied: boolean
  /** Before anything else is put in its place; null: it stays as it is. */
  readonly before: string | null
  /** Once all is in its place; null: it stays as it is. */
  readonly after: string | null
}

const AS_IT_IS: NotesOfChange = { isEmptied: false, before: null, after: null }

/**
 * What `licensed` has to say around a change of the licenses. In this order a killed writer leaves no license that is missed
 * and was deactivated; one that is here and not noted, as by an earlier version, is noted by the next writer. `removed`: the
 * ids, be they of licenses that are here or not, and the folders.
 */
export function notesOfChange(
  layout: Layout,
  put: readonly Noted[],
  removed: { readonly ids: ReadonlySet<string>; readonly folders: ReadonlySet<string> },
): NotesOfChange {
  const state = readState(layout.licensed)
  const known = readNoted(layout)
  const stay = known.filter(({ id }) => !removed.ids.has(id))
  const folders = listFolder(layout.licenses).filter((name) => !removed.folders.has(name))
  const isPut = new Set(put.map(({ id }) => id))
  const isNoted = new Set([...stay, ...put].map(({ id }) => folderName(id)))
  const others = folders
    .filter((name) => !isNoted.has(name))
    .flatMap((name) => readFolder(below(layout.licenses, name))?.license ?? [])
  const all = [...stay.filter(({ id }) => !isPut.has(id)), ...put, ...others.map((one) => notedOf(one))]
  const isLess = removed.folders.size > 0 || stay.length < known.length
  if (all.length === 0 && folders.length === 0 && isLess) return { ...AS_IT_IS, isEmptied: true }
  // What is in its place is none of ours, or not for this writer: that it is there says enough.
  if (state.is === 'trouble') return AS_IT_IS
  const before = stay.length < known.length ? notedText(stay) : null
  const after = notedText(all.toSorted((a, b) => (a.id < b.id ? -1 : 1)))
  const now = before ?? (state.is === 'text' ? state.text : null)
  return { isEmptied: false, before, after: all.length === 0 || after === now ? null : after }
}

const notedText = (all: readonly Noted[]): string =>
  [LICENSED, ...all.map((one) => `${JSON.stringify(one)}\n`)].join('')
