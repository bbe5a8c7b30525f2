// licensed: that licenses are kept here, and which, so that one that is gone is missed.
import type { FoundProblem, MissingLicense, StoredLicense } from '#main/core/ports/license-store.ts'
import type { StoreReason } from '#shared/contract/views.ts'
import { maskLicenseCode } from '#shared/formats/license-code.ts'
import { readJsonAs, object, oneOf, text } from '#shared/shape.ts'
import { loggedLicenses } from '../activity/logged-licenses.ts'
import { folderName, type Layout } from './layout.ts'
import { below, nameOf, shownPlace, type Place } from './place.ts'
import { isThere, listFolder, readOptional, readState } from './read-files.ts'
import { readFolder } from './read-folder.ts'
import { readReturned } from './returns.ts'

const noted = object({ id: text(), mode: oneOf('online', 'offline'), codeMasked: text() })
type Noted = Pick<MissingLicense, 'id' | 'mode' | 'codeMasked'>

/** For whoever looks into the folder. */
// eslint-disable-next-line words/in-messages -- the folder is shared by people of every language
const LICENSED = 'Licenses are kept here. If they are gone, they were not deactivated.\n'

/** The first words of each version's. */
const BEGINS = LICENSED.slice(0, LICENSED.indexOf('.') + 1)

/** One a line. Earlier versions noted none; what cannot be read of it is as if it were not noted. */
const notedIn = (text: string): Noted[] => text.split('\n').flatMap((line) => readJsonAs(line, noted) ?? [])

const toNoted = ({ id, mode, code }: StoredLicense): Noted => ({
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
  return notedOf(layout).flatMap((one) => {
    const folder = below(layout.licenses, folderName(one.id))
    return ids.has(one.id) || isThereOrUntold(folder) ? [] : [{ ...one, where: shownPlace(folder) }]
  })
}

/** What cannot be read of it, or is not there, the log may know. */
function notedOf(layout: Layout): Noted[] {
  const text = readOptional(layout.licensed)
  const noted = notedIn(text ?? '')
  return text === null || isDamaged(text) ? stillKnown(layout, noted) : noted
}

function isThereOrUntold(folder: Place): boolean {
  try {
    return isThere(folder)
  } catch {
    return true // whoever reads the licenses says why
  }
}

/** Why it may be that a license which is gone is not missed. Null: the note is whole, or there is none. */
export function damagedNote(layout: Layout): FoundProblem | null {
  const state = readState(layout.licensed)
  const where = shownPlace(layout.licensed)
  if (state.is === 'trouble') return { where, reason: state.reason }
  return state.is === 'text' && isDamaged(state.text) ? { where, reason: UNREADABLE } : null
}

const UNREADABLE = 'unreadable' satisfies StoreReason

function isDamaged(text: string): boolean {
  const [first = '', ...lines] = text.trimEnd().split('\n')
  return !first.startsWith(BEGINS) || lines.some((line) => readJsonAs(line, noted) === null)
}

/** In the place of `lost`: the licenses that are here, and those that its lines and the log still know. */
export function noteAnew(layout: Layout, lost: string): string {
  const here = notNoted(layout, listFolder(layout.licenses), [])
  return notedText(stillKnown(layout, [...here, ...others(here, notedIn(lost))]).toSorted(byId))
}

/** Those that are not among `some`. */
const others = (some: readonly { readonly id: string }[], all: readonly Noted[]): Noted[] => {
  const ids = new Set(some.map(({ id }) => id))
  return all.filter(({ id }) => !ids.has(id))
}

/** Of what one that is damaged, or gone, has lost, the log may know more; not of what was given back, which it may not say. */
function stillKnown(layout: Layout, noted: readonly Noted[]): Noted[] {
  const { keys, givenBack } = readReturned(layout)
  const back = [...keys, ...givenBack].map(({ licenseId: id }) => ({ id }))
  return [...noted, ...others([...noted, ...back], loggedLicenses(layout))]
}

const byId = (a: Noted, b: Noted): number => (a.id < b.id ? -1 : 1)

interface Notes {
  /** What it held, and nobody can read: it goes to the quarantine, so that the loss is not forgotten. */
  readonly damaged: string | null
  /** Before anything else is put in its place. Gone: no license is left, nor one that is missed. Null: it stays as it is. */
  readonly before: { readonly text: string } | 'gone' | null
  /** After all is in its place; null: it stays as it is. */
  readonly after: string | null
}

const AS_IT_IS: Notes = { damaged: null, before: null, after: null }

/**
 * The licenses that one write puts and removes, and what `licensed` has to say around it. In that order a killed writer
 * leaves no license that is missed and was deactivated; one that is here and not noted, as by an earlier version, is noted
 * by the next writer.
 */
export function changedLicenses(layout: Layout) {
  const put = new Map<string, Noted>()
  const removed = { ids: new Set<string>(), folders: new Set<string>() }
  return {
    put: (license: StoredLicense): void => void put.set(license.id, toNoted(license)),
    /** Be it here or not. */
    remove(id: string, folder?: Place): void {
      removed.ids.add(id)
      if (folder && isThere(folder)) removed.folders.add(nameOf(folder))
    },
    areChanged: (): boolean => put.size > 0 || removed.ids.size > 0,
    notes(): Notes {
      const state = readState(layout.licensed)
      const damaged = state.is === 'text' && isDamaged(state.text) ? state.text : null
      const known = notedOf(layout)
      const stay = known.filter(({ id }) => !removed.ids.has(id))
      const folders = listFolder(layout.licenses).filter((name) => !removed.folders.has(name))
      const isLess = removed.folders.size > 0 || stay.length < known.length
      const all = [...stay.filter(({ id }) => !put.has(id)), ...put.values()]
      all.push(...notNoted(layout, folders, [...stay, ...put.values()]))
      if (all.length === 0 && folders.length === 0 && isLess)
        return { damaged: null, before: 'gone', after: null }
      // What is in its place is none of ours, or not for this writer: that it is there says enough.
      if (state.is === 'trouble') return AS_IT_IS
      const before = stay.length < known.length ? { text: notedText(stay) } : null
      const after = notedText(all.toSorted(byId))
      const now = before?.text ?? (state.is === 'text' ? state.text : null)
      return { damaged, before, after: all.length === 0 || after === now ? null : after }
    },
  }
}

/** Of these folders the licenses that are not among the noted ones. */
function notNoted(layout: Layout, folders: readonly string[], noted: readonly Noted[]): Noted[] {
  const known = new Set(noted.map(({ id }) => folderName(id)))
  return folders
    .filter((name) => !known.has(name))
    .flatMap((name) => readFolder(below(layout.licenses, name))?.license ?? [])
    .map(toNoted)
}

const notedText = (all: readonly Noted[]): string =>
  [LICENSED, ...all.map((one) => `${JSON.stringify(one)}\n`)].join('')
