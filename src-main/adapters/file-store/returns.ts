// What was deactivated here: seats that are still to be given back, a file each, and in one file the offline keys that
// were returned and the licenses whose seats were given back.
import type { FoundReturn, GivenBack, PendingReturn, ReturnedKey } from '#main/core/ports/license-store.ts'
import { givenBack, pendingReturn, returnedKey } from '#main/core/ports/stored-values.ts'
import { anything, flag, list, object, otherwise, parsedJson, readAs } from '#shared/shape.ts'
import type { StoreReason } from '#shared/contract/views.ts'
import { folderName, type Layout } from './layout.ts'
import { below, shownPlace, type Place } from './place.ts'
import { piecesOf } from './pieces.ts'
import { isThere, listFolder, parseJson, readState, reasonOf } from './read-files.ts'

/** `incomplete`: a damaged one was replaced, so a key that is not in it may have been returned as well. */
const returnedFile = object({
  returned: list(anything),
  /** Earlier versions did not note it. */
  givenBack: otherwise(list(anything), []),
  incomplete: otherwise(flag, false),
})

export interface StoredReturned {
  readonly keys: readonly ReturnedKey[]
  readonly givenBack: readonly GivenBack[]
  readonly incomplete: boolean
  /** There is none, and there was one. */
  readonly gone?: boolean
  /** Its whole text, where that is damaged; null: it is whole, or there is none to read. */
  readonly damaged: string | null
}

export const returnPath = (layout: Layout, licenseId: string): Place =>
  below(layout.returns, `${folderName(licenseId)}.json`)

export interface StoredReturns {
  readonly pending: readonly FoundReturn[]
  /** Which of them cannot be read, and why: those seats are not given back. */
  readonly damaged: readonly DamagedReturn[]
}

/** What can be read of a note that is damaged; empty: it is not in it, or not whole. */
export type SaidByNote = Readonly<Record<'licenseId' | 'owner' | 'code' | 'fingerprint', string>>

export interface DamagedReturn {
  readonly file: Place
  readonly reason: StoreReason
  readonly said: SaidByNote
}

export function readReturns(layout: Layout): StoredReturns {
  const pending: FoundReturn[] = []
  const damaged: DamagedReturn[] = []
  for (const name of listReturns(layout)) {
    const file = below(layout.returns, name)
    const state = readState(file)
    const parsed = state.is === 'text' ? parseJson(state.text, pendingReturn) : null
    if (parsed) pending.push({ ...parsed, where: shownPlace(file) })
    else if (state.is === 'trouble') damaged.push({ file, reason: state.reason, said: saidIn('') })
    else if (state.is === 'text') damaged.push({ file, reason: 'unreadable', said: saidIn(state.text) })
  }
  return { pending, damaged }
}

function saidIn(text: string): SaidByNote {
  const member = (name: keyof SaidByNote) => {
    const [, value = ''] = new RegExp(`"${name}": ("[^"]*")`).exec(text) ?? []
    const read = parsedJson(value)
    return typeof read === 'string' ? read : ''
  }
  return {
    licenseId: member('licenseId'),
    owner: member('owner'),
    code: member('code'),
    fingerprint: member('fingerprint'),
  }
}

/** A folder that cannot be read is named by whoever reads the whole store. */
function listReturns(layout: Layout): string[] {
  try {
    return listFolder(layout.returns)
  } catch (error) {
    reasonOf(error)
    return []
  }
}

/** What can be read of a damaged file counts: each key stands for itself. */
export function readReturned(layout: Layout): StoredReturned {
  const state = readState(layout.returned)
  if (state.is !== 'text') {
    const isAbsent = state.is === 'absent'
    // In this order: a writer puts the list first.
    const gone = isAbsent && isThere(layout.returnedOnce) && !isThere(layout.returned)
    return { keys: [], givenBack: [], incomplete: gone || !isAbsent, gone, damaged: null }
  }
  const file = parseJson(state.text, returnedFile)
  const found = file ? [...file.returned, ...file.givenBack] : piecesOf(state.text)
  const keys = found.flatMap((one) => readAs(one, returnedKey) ?? [])
  const seats = found.flatMap((one) => readAs(one, givenBack) ?? [])
  const isWhole = file !== null && keys.length + seats.length === found.length
  return {
    keys,
    givenBack: seats,
    incomplete: !isWhole || file.incomplete,
    damaged: isWhole ? null : state.text,
  }
}

export const returnText = (pending: PendingReturn): string => `${JSON.stringify(pending, null, 2)}\n`
export function returnedText(
  { keys, givenBack: seats }: Pick<StoredReturned, 'keys' | 'givenBack'>,
  incomplete: boolean,
): string {
  const more = { ...(seats.length > 0 ? { givenBack: seats } : {}), ...(incomplete ? { incomplete } : {}) }
  return `${JSON.stringify({ returned: keys, ...more }, null, 2)}\n`
}
