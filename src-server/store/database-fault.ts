// What SQLite and the system refuse, as the faults that a person can do something about.
import { Fault } from '../fault.ts'

/** Primary result codes (https://www.sqlite.org/rescode.html). */
const SQLITE = {
  permission: 3,
  busy: 5,
  locked: 6,
  readOnly: 8,
  ioError: 10,
  corrupt: 11,
  full: 13,
  cannotOpen: 14,
  notADatabase: 26,
} as const

/** Null: no trouble with the file, its disk or its lock, hence a bug. `path` begins the sentence. */
export function databaseFault(error: unknown, path = 'the database'): Fault | null {
  if (error instanceof Fault) return error
  if (!(error instanceof Error)) return null
  const { code, errcode, path: file = path } = error as { code?: string; errcode?: number; path?: string }
  if (code === 'ENOSPC' || code === 'EDQUOT') return full(file)
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') return notPermitted(file)
  if (code !== 'ERR_SQLITE_ERROR' || errcode === undefined) return null
  switch (errcode & 0xff) {
    case SQLITE.busy:
    case SQLITE.locked:
      return new Fault('database_busy', `${path} is being written by another program: try again in a moment`)
    case SQLITE.full:
      return full(path)
    case SQLITE.ioError:
      return new Fault('disk_trouble', `the disk of ${path} could not be read or written (or it is full)`)
    case SQLITE.permission:
    case SQLITE.readOnly:
    case SQLITE.cannotOpen:
      return notPermitted(path)
    case SQLITE.corrupt:
    case SQLITE.notADatabase:
      return new Fault('database_damaged', `${path} is damaged: restore a backup (“restore”)`)
    default:
      return null
  }
}

const full = (path: string) => new Fault('disk_full', `there is no room left on the disk of ${path}`)

const notPermitted = (path: string) =>
  new Fault(
    'database_not_permitted',
    `${path} cannot be opened for reading and writing: look at the rights of the file and its folder`,
  )
