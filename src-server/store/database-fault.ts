// What SQLite and the system refuse, as the faults that a person can do something about.
import { accessSync, constants } from 'node:fs'
import { dirname } from 'node:path'
import { hasNoFilesLeft, hasNoRoom, nearestThere } from '#shared/files/used-up.ts'
import { isOutOfFiles, opensNoMore } from '#shared/files/open-files.ts'
import { Fault } from '../fault.ts'

/** Primary result codes (https://www.sqlite.org/rescode.html). */
const SQLITE = {
  error: 1,
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
/** Extended ones of `ioError`: the disk answers ENOTSUP and the like. What it answers ENOLCK for is `busy` to SQLite. */
const LOCKING: ReadonlySet<number> = new Set([2058, 2314, 3594, 3850])

/** Where SQL that fits this server's tables does not fit those that are there. Null: another trouble. */
export function otherTablesFault(error: unknown, path: string | null = null): Fault | null {
  const { code, errcode = 0 } = error as SystemError
  if (code !== 'ERR_SQLITE_ERROR' || (errcode & 0xff) !== SQLITE.error) return null
  return new Fault('database_damaged', (words) => words.otherTables(path ?? words.theDatabase))
}

/** Null: no trouble with the file, its disk or its lock, hence a bug. `path`: what the sentence names. */
export function databaseFault(error: unknown, path: string | null = null): Fault | null {
  if (error instanceof Fault) return error
  if (!(error instanceof Error)) return null
  const { code, errcode, path: file = path } = error as SystemError
  if (code === 'EDQUOT') return quotaUsedUp(file)
  if (code === 'ENOSPC') return full(file)
  if (isOutOfFiles(error)) return tooManyOpen()
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') return notPermitted(file)
  if (code !== 'ERR_SQLITE_ERROR' || errcode === undefined) return null
  switch (errcode & 0xff) {
    case SQLITE.busy:
    case SQLITE.locked:
      return new Fault('database_busy', (words) => words.databaseBusy(path ?? words.theDatabase))
    case SQLITE.full:
      return full(path)
    case SQLITE.ioError:
      if (opensNoMore()) return tooManyOpen()
      if (LOCKING.has(errcode))
        return new Fault('disk_trouble', (words) => words.diskWithoutLocks(path ?? words.theDatabase))
      if (path !== null && hasNoRoom(dirname(path))) return full(path)
      return new Fault('disk_trouble', (words) => words.diskTrouble(path ?? words.theDatabase))
    case SQLITE.permission:
    case SQLITE.readOnly:
      return notPermitted(path)
    case SQLITE.cannotOpen: // SQLite does not say why
      return opensNoMore() ? tooManyOpen() : (noFilesLeft(path) ?? notPermitted(path))
    case SQLITE.corrupt:
    case SQLITE.notADatabase:
      return new Fault('database_damaged', (words) => words.databaseDamaged(path ?? words.theDatabase))
    default:
      return null
  }
}

/** What kept a file, or a folder for it, from being written. A bug comes back as it is. */
export function outputFault(error: unknown, path: string): unknown {
  const fault = databaseFault(error, path)
  const { code, syscall, path: found } = error as SystemError
  if (fault?.code === 'disk_full') return code === 'EDQUOT' ? quotaUsedUp(path) : full(path)
  if (code === 'EROFS') return new Fault('output_not_written', (words) => words.diskReadOnly(path))
  if (fault?.code === 'too_many_open_files') return fault
  if (error instanceof Fault || code === undefined || code === 'ERR_SQLITE_ERROR') return fault ?? error
  // Our own look at the way (own-way.ts) says what is missing there.
  const missing = code === 'ENOENT' && syscall === undefined ? found : undefined
  return new Fault('output_not_written', (words) =>
    missing === undefined ? words.outputNotWritten(path, code) : words.outputFolderMissing(missing),
  )
}

/** As Node or `node:sqlite` throws it. */
interface SystemError {
  readonly code?: string
  readonly errcode?: number
  readonly path?: string
  readonly syscall?: string
}

const full = (path: string | null) =>
  noFilesLeft(path) ?? new Fault('disk_full', (words) => words.diskFull(path ?? words.theDatabase))

const tooManyOpen = () => new Fault('too_many_open_files', (words) => words.tooManyOpenFiles)

const quotaUsedUp = (path: string | null) =>
  new Fault('disk_full', (words) => words.quotaUsedUp(path ?? words.theDatabase))

const noFilesLeft = (path: string | null) =>
  path !== null && hasNoFilesLeft(dirname(path))
    ? new Fault('disk_full', (words) => words.noFilesLeft(path))
    : null

const notPermitted = (path: string | null) =>
  new Fault('database_not_permitted', (words) =>
    path !== null && isReadOnly(dirname(path))
      ? words.diskReadOnly(path)
      : words.databaseNotPermitted(path ?? words.theDatabase),
  )

/** SQLite does not say why it may not write; the system does. */
function isReadOnly(folder: string): boolean {
  try {
    accessSync(nearestThere(folder), constants.W_OK)
    return false
  } catch (error) {
    return (error as SystemError).code === 'EROFS'
  }
}
