// Files and folders of the store as they are at this moment: regular files, no links, no pipes, nothing without bounds.
import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readdirSync,
  readSync,
  type Stats,
} from 'node:fs'
import type { StoreReason } from '#shared/contract/views.ts'
import { isOutOfFiles } from '#shared/files/open-files.ts'
import { readJsonAs, type Shape } from '#shared/shape.ts'
import { isDenied } from './failures.ts'
import { holding, NotOurs, withDirect, type Place } from './place.ts'

/** What is larger is none of our files, and is not read into memory. */
export const MAX_FILE_BYTES = 16 * 1024 * 1024

/** Not through a link, and a pipe does not make anybody wait. Windows knows neither. */
const { O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants as Partial<typeof constants>

export type FileState =
  | { readonly is: 'text'; readonly text: string }
  | { readonly is: 'absent' }
  /** There is something, and this is why it was not read. */
  | { readonly is: 'trouble'; readonly reason: StoreReason }

/** Never throws what the file system throws. */
export function readState(place: Place): FileState {
  try {
    const text = withDirect(place, readRegular)
    return text === null ? { is: 'trouble', reason: 'unreadable' } : { is: 'text', text }
  } catch (error) {
    if (isAbsent(error)) return { is: 'absent' }
    return { is: 'trouble', reason: reasonOf(error) }
  }
}

/** The reason that readState would give, without reading; null: it is not there, or it can be read. */
export function whyNotOpened(place: Place): StoreReason | null {
  try {
    withDirect(place, (direct) => closeSync(openRegular(direct, constants.O_RDONLY)))
    return null
  } catch (error) {
    return isAbsent(error) ? null : reasonOf(error)
  }
}

/** The text; null: it is not there, or it cannot be read. */
export function readOptional(place: Place): string | null {
  const state = readState(place)
  return state.is === 'text' ? state.text : null
}

/** A side file that does not read is as good as none: the signed file is the truth. */
export const readJson = <T>(place: Place, shape: Shape<T>): T | null => parseJson(readOptional(place), shape)

export const parseJson = <T>(text: string | null, shape: Shape<T>): T | null =>
  text === null ? null : readJsonAs(text, shape)

/** Nothing where there is no folder; throws what else stands in the way. */
export const listFolder = (place: Place): string[] =>
  listed(place, (folder) => readdirSync(folder).toSorted())

/** `unnamed`: what is called by bytes that are no UTF-8. The text that Node makes of them opens nothing, or something else. */
export function listNames(place: Place): { readonly names: string[]; readonly unnamed: readonly Buffer[] } {
  const all = listed(place, (folder) => readdirSync(folder, { encoding: 'buffer' }))
  return {
    names: all
      .filter((name) => isText(name))
      .map(String)
      .toSorted(),
    unnamed: all.filter((name) => !isText(name)),
  }
}

const isText = (name: Buffer): boolean => Buffer.from(String(name)).equals(name)

function listed<T>(place: Place, list: (folder: string) => T[]): T[] {
  try {
    return holding(place, (held) => list(held.root))
  } catch (error) {
    if (isAbsent(error)) return []
    throw error
  }
}

/** The reason that a folder cannot be listed; null: it can, or there is none. */
export function whyNotListed(place: Place): StoreReason | null {
  try {
    listFolder(place)
    return null
  } catch (error) {
    return reasonOf(error)
  }
}

/** What lies there itself, be it a link; null: nothing. */
export function lookAt(place: Place): Stats | null {
  try {
    return withDirect(place, (direct) => lstatSync(direct))
  } catch (error) {
    if (isAbsent(error)) return null
    throw error
  }
}

export const isThere = (place: Place): boolean => lookAt(place) !== null

/** Checked on what was opened, not on what was there before. The caller closes it. */
export function openRegular(direct: string, flags: number, rights?: number): number {
  const handle = openSync(direct, flags | O_NOFOLLOW | O_NONBLOCK, rights)
  try {
    // Windows opens links like any file: there the name is looked at as well.
    if (!fstatSync(handle).isFile() || (O_NOFOLLOW === 0 && lstatSync(direct).isSymbolicLink()))
      throw new NotOurs(direct)
    return handle
  } catch (error) {
    closeSync(handle)
    throw error
  }
}

export function isAbsent(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ENOENT'
}

/** Why something that is there was not read. */
export function reasonOf(error: unknown): StoreReason {
  if (isDenied(error)) return 'no_permission'
  if (isOutOfFiles(error)) return 'too_many_open_files'
  const code = (error as NodeJS.ErrnoException).code ?? ''
  if (error instanceof NotOurs || NO_FILE.has(code)) return 'not_a_file'
  if (code === '') throw error // a bug
  return 'read_failed'
}

/** A link (ELOOP, and EMLINK on BSD), a socket, a file on the way. */
const NO_FILE = new Set(['ELOOP', 'EMLINK', 'ENXIO', 'ENOTDIR', 'EISDIR', 'EOPNOTSUPP'])

function readRegular(direct: string): string | null {
  const handle = openRegular(direct, constants.O_RDONLY)
  try {
    const { size } = fstatSync(handle)
    if (size > MAX_FILE_BYTES) return null
    const bytes = Buffer.alloc(size + 1) // one more: what grows meanwhile is not cut off in silence
    let length = 0
    for (;;) {
      const count = readSync(handle, bytes, length, bytes.length - length, null)
      length += count
      if (count === 0) return bytes.toString('utf8', 0, length)
      if (length === bytes.length) return null
    }
  } finally {
    closeSync(handle)
  }
}
