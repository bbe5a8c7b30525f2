// One license out of its folder: what cannot be read of it is named, and costs no other license.
import type { FoundLicense, FoundProblem } from '#main/core/ports/license-store.ts'
import { instant, recordedAnswer } from '#main/core/ports/stored-values.ts'
import { MAX_FILE_CHARACTERS } from '#shared/formats/armor.ts'
import { flag, nullable, object, oneOf, optional, text } from '#shared/shape.ts'
import {
  ACTIVATION_FILE,
  CODE_FILE,
  codeDigest,
  folderName,
  MACHINE_FILE,
  TYPED_FILE,
  VALIDATION_FILE,
} from './layout.ts'
import { below, type Place } from './place.ts'
import { lookAt, parseJson, readState, type FileState } from './read-files.ts'

const activation = object({
  id: text(),
  mode: oneOf('online', 'offline'),
  activatedOn: nullable(instant),
  /** Earlier versions did not note it. */
  codeDigest: optional(text()),
  /** Nor this. */
  idFile: optional(flag),
})

/** The license, and what stands against it; null: it is none, or not for this reader, and `problems` says why. */
export interface FolderRead {
  readonly license: FoundLicense | null
  readonly problems: readonly FoundProblem[]
}

/** `place`: what the folder is called, but for what staging added to it. `where`: the folder, for words. */
export function readLicense(folder: Place, place: string, where: string): FolderRead {
  const read = (...names: readonly string[]) => {
    const state = readState(below(folder, ...names))
    return { ...state, file: names.join('/') }
  }
  const machine = read(MACHINE_FILE)
  const key = machine.is === 'absent' ? read(TYPED_FILE) : machine
  const code = read(CODE_FILE)
  const needed = troubles([key, code], where)
  // Without the right to look into the folder every file in it says so; that is one thing to mend.
  if (needed.some(({ reason }) => reason === 'no_permission')) lookAt(below(folder, CODE_FILE))
  if (needed.length > 0) return { license: null, problems: needed }
  if (key.is !== 'text' || code.is !== 'text')
    return { license: null, problems: [{ where, reason: 'incomplete' }] }
  const damaged = [key, code].find(({ text }) => text.length > MAX_FILE_CHARACTERS || text.includes('\0'))
  if (damaged)
    return { license: null, problems: [{ where: `${where}/${damaged.file}`, reason: 'unreadable' }] }

  const beside = [read(ACTIVATION_FILE), read('answers', VALIDATION_FILE)] as const
  const [facts, validation] = [
    parseJson(textOf(beside[0]), activation),
    parseJson(textOf(beside[1]), recordedAnswer),
  ]
  const stated = code.text.replace(/\r?\n$/, '')
  const license = {
    id: idOf(place, facts?.id),
    file: key.text,
    code: stated,
    // Only an activation server answers, be its answer readable or not.
    mode: facts?.mode ?? (beside[1].is === 'absent' ? 'offline' : 'online'),
    hadIdFile: facts?.idFile ?? false,
    modeIsNoted: facts !== null,
    activatedOn: facts?.activatedOn ?? null,
    validation,
    where,
    keyFile: key.file,
    codeIsAsPut: facts?.codeDigest === undefined ? null : facts.codeDigest === codeDigest(stated),
  }
  return { license, problems: troubles(beside, where) }
}

const textOf = (state: FileState): string | null => (state.is === 'text' ? state.text : null)

function troubles(states: readonly (FileState & { readonly file: string })[], where: string): FoundProblem[] {
  return states.flatMap((state) =>
    state.is === 'trouble' ? [{ where: `${where}/${state.file}`, reason: state.reason }] : [],
  )
}

/** SECURITY: an edited id would hide the license from the server's answers about it. docs/SECURITY.md#store */
function idOf(place: string, stated: string | undefined): string {
  return stated !== undefined && folderName(stated) === place ? stated : place
}
