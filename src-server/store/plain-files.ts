// What lies where a file or a folder of the server's belongs. Something else is refused before anybody opens it: SQLite would
// wait for a pipe for ever, and a link that leads nowhere is there for one question and absent for the next.
import { lstatSync, statSync, type Stats } from 'node:fs'
import type { NoFile } from '#shared/contract/system.ts'
import { Fault } from '../fault.ts'
import { databaseFault } from './database-fault.ts'

/** SQLite's own files beside the database, and the count of writes. */
const SIDE_FILES = ['-wal', '-shm', '-journal', '-writes']

/** `link`: leads nowhere, or to itself. */
type Kind = NoFile | 'file' | 'link'

/** Whether the file is there. Throws a Fault where something else lies in its place, or where this user may not look. */
export const isFileThere = (place: string): boolean => isThereAs('file', place)

export const isFolderThere = (place: string): boolean => isThereAs('folder', place)

/** As `isFileThere`, of the file that SQLite opens; throws also for what lies where it keeps its own files beside it. */
export function isDatabaseThere(path: string): boolean {
  const isThere = isFileThere(path)
  for (const suffix of SIDE_FILES) isFileThere(path + suffix)
  return isThere
}

/** Links are followed. Undefined: nothing that can be looked at. */
export function statOf(place: string): Stats | undefined {
  try {
    return statSync(place, { throwIfNoEntry: false })
  } catch (error) {
    if (isLinkInVain(error)) return undefined
    throw error
  }
}

/** Whether anything is there, a link to nowhere too. Below a file there is nothing. */
export const isAnythingAt = (place: string): boolean => foundAt(place) !== undefined

function isThereAs(wanted: 'file' | 'folder', place: string): boolean {
  try {
    const is = kindOf(place)
    if (is === null || is === wanted) return is !== null
    throw new Fault('database_not_permitted', (words) => words.otherKind(place, is, wanted))
  } catch (error) {
    throw databaseFault(error, place) ?? error
  }
}

/** Null: nothing is there. */
function kindOf(place: string): Kind | null {
  const found = foundAt(place)
  if (found === 'link') return found
  if (found === undefined) return null
  if (found.isFile()) return 'file'
  if (found.isDirectory()) return 'folder'
  if (found.isFIFO()) return 'pipe'
  return found.isSocket() ? 'socket' : 'device'
}

function foundAt(place: string): Stats | 'link' | undefined {
  try {
    const found = lstatSync(place, { throwIfNoEntry: false })
    return found?.isSymbolicLink() === true ? (statSync(place, { throwIfNoEntry: false }) ?? 'link') : found
  } catch (error) {
    if (isLinkInVain(error)) return 'link'
    if ((error as NodeJS.ErrnoException).code === 'ENOTDIR') return undefined
    throw databaseFault(error, place) ?? error
  }
}

const isLinkInVain = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'ELOOP'
