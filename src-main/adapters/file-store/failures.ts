// What the file system and SQLite throw, as failures of the contract. Anything else is a bug and is thrown on.
import { accessSync, closeSync, constants, openSync } from 'node:fs'
import type { StoreReadErrorCode, StoreWriteErrorCode } from '#main/core/ports/license-store.ts'
import { failure, type Failure } from '#shared/contract/errors.ts'
import { opensNoMore } from '#shared/files/open-files.ts'
import { hasNoFilesLeft, usedUp } from '#shared/files/used-up.ts'
import { fileOnTheWay, NotOurs, pathOf, type Place } from './place.ts'

const DENIED = new Set(['EACCES', 'EPERM'])
/** Nobody can read there either. */
const NO_WAY = new Set(['link_to_nowhere', 'ELOOP'])
/** SQLite's primary result codes, the lowest byte of what it gives: https://sqlite.org/rescode.html */
const SQLITE = { denied: 3, readOnly: 8, full: 13, cannotOpen: 14, locking: 15 }
/** Those of its input and output that speak of locks: SQLITE_IOERR_UNLOCK, _RDLOCK, _CHECKRESERVEDLOCK, _LOCK. */
const SQLITE_LOCKS = new Set([2058, 2314, 3594, 3850])

/** Bytes: SQLite takes 512 for a file and what it may put beside it, less than systems do; and those take so many for a name. */
const LONGEST_FOLDER = 490
const LONGEST_NAME = 255

/** Windows counts otherwise. */
export const isTooLong = (folder: string): boolean =>
  process.platform !== 'win32' &&
  (Buffer.byteLength(folder) > LONGEST_FOLDER ||
    folder.split('/').some((name) => Buffer.byteLength(name) > LONGEST_NAME))

/** What the system says of a disk or a process that is at its end, and the reason that the words know. */
const NOT_USABLE: Readonly<Record<string, string>> = {
  EROFS: 'read_only_disk',
  ENOENT: 'cannot_be_made',
  ELOOP: 'link_to_nowhere',
  EMFILE: 'too_many_open_files',
  ENFILE: 'too_many_open_files',
  ENOLCK: 'no_locks',
  ENOTSUP: 'no_locks',
  EOPNOTSUPP: 'no_locks',
  ENAMETOOLONG: 'name_too_long',
  EISDIR: 'folder_in_the_way',
  ENOTDIR: 'not_ours',
  EXDEV: 'other_disk',
  EIO: 'disk_fault',
  ENXIO: 'disk_fault',
  ENODEV: 'disk_fault',
  ESTALE: 'share_away',
  ENOTCONN: 'share_away',
  EHOSTDOWN: 'share_away',
  ETIMEDOUT: 'share_away',
}

/** `folder`: where it failed. Null: another trouble. */
export function fullDisk(error: unknown, folder: string, path = folder): Failure<'disk_full'> | null {
  const out = usedUp(codeOf(error), folder)
  return out && failure('disk_full', { path, out })
}

export const isDenied = (error: unknown): boolean => DENIED.has(codeOf(error))

export class LockTimeout extends Error {}

/** A version after this one wrote the store in a way that this one does not know. */
export class NewerStore extends Error {}

/** `code`: a reason that the messages know (`storeTrouble`), or the operating system's code. */
export class StoreTrouble extends Error {
  readonly code: string
  /** What it is about, where that is not the whole data folder. */
  readonly path: string | null
  constructor(code: string, path: string | null = null) {
    super(code)
    this.code = code
    this.path = path
  }
}

/** What the system said of this one place of the store; a bug, and what names a place already, as it is. */
export function troubleAt(path: string, error: unknown): unknown {
  const code = codeOf(error)
  if (error instanceof NotOurs || code === '' || code.startsWith('ERR_')) return error
  return new StoreTrouble(code, path)
}

/** What kept this one place from being written, and not from being read. */
class NotWritten extends StoreTrouble {}

export function notWritten(place: Place, error: unknown): unknown {
  const code = codeOf(error)
  const isNamed = error instanceof NotOurs || error instanceof StoreTrouble
  return isNamed || code === '' || code.startsWith('ERR_') ? error : new NotWritten(code, pathOf(place))
}

/** Runs `work`; what it throws names the place that it wrote. */
export function writingAt<T>(place: Place, work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw notWritten(place, error)
  }
}

const placeOf = (error: unknown): string | null => (error instanceof StoreTrouble ? error.path : null)

export function readFailure(error: unknown, folder: string): Failure<StoreReadErrorCode> {
  if (error instanceof NewerStore) return failure('store_newer', { path: folder })
  if (isDenied(error)) return failure('store_not_readable', { path: placeOf(error) ?? folder })
  return unreachable(error, placeOf(error) ?? folder)
}

function unreachable(error: unknown, path: string): Failure<'store_unreachable'> {
  if (error instanceof NotOurs) return failure('store_unreachable', { path: error.path, reason: 'not_ours' })
  const code = codeOf(error)
  if (code === '' || code.startsWith('ERR_')) throw error // a bug
  const file = code === 'ENOTDIR' ? fileOnTheWay(path) : null
  if (file !== null) return failure('store_unreachable', { path: file, reason: 'through_a_file' })
  return failure('store_unreachable', { path, reason: NOT_USABLE[code] ?? code })
}

export function writeFailure(error: unknown, folder: string): Failure<StoreWriteErrorCode> {
  if (error instanceof NewerStore) return failure('store_newer', { path: folder })
  if (error instanceof LockTimeout) return failure('store_busy', { path: folder })
  const { errcode } = error as { errcode?: number }
  if (errcode !== undefined) return lockFailure(errcode, folder)
  const code = codeOf(error)
  const full = fullDisk(error, folder)
  if (full) return full
  if (error instanceof NotOurs) return notUsable(error.path, 'not_ours')
  const place = placeOf(error)
  // It was to be read before anything is written.
  if (place !== null && isDenied(error) && !(error instanceof NotWritten))
    return notUsable(place, 'no_permission')
  if (NO_WAY.has(code) || (code === 'ENOTDIR' && fileOnTheWay(folder) !== null))
    return unreachable(error, folder)
  if (DENIED.has(code) || code === 'ENOTDIR' || code === 'EEXIST')
    return failure('store_not_writable', { path: place ?? folder })
  if (code === '' || code.startsWith('ERR_')) throw error // a bug
  return notUsable(place ?? folder, NOT_USABLE[code] ?? code)
}

/** SQLite does not say why it could not open the lock: the folder beside it is opened to see. */
function lockFailure(errcode: number, folder: string): Failure<StoreWriteErrorCode> {
  if (SQLITE_LOCKS.has(errcode)) return notUsable(folder, 'no_locks')
  switch (errcode & 0xff) {
    case SQLITE.full:
      return failure('disk_full', { path: folder, out: hasNoFilesLeft(folder) ? 'files' : 'space' })
    case SQLITE.denied:
    case SQLITE.readOnly:
      return notGranted(folder)
    case SQLITE.cannotOpen: {
      if (hasNoFilesLeft(folder)) return failure('disk_full', { path: folder, out: 'files' })
      if (opensNoMore()) return notUsable(folder, 'too_many_open_files')
      const reason = isTooLong(folder) ? 'name_too_long' : NOT_USABLE[whyNotOpened(folder)]
      return reason === undefined ? notGranted(folder) : notUsable(folder, reason)
    }
    case SQLITE.locking:
      return notUsable(folder, 'no_locks')
    default: // an input or output error above all
      return notUsable(folder, opensNoMore() ? 'too_many_open_files' : 'disk_fault')
  }
}

/** The rights, or the disk. */
function notGranted(folder: string): Failure<StoreWriteErrorCode> {
  try {
    accessSync(folder, constants.W_OK)
  } catch (error) {
    if (codeOf(error) === 'EROFS') return notUsable(folder, 'read_only_disk')
  }
  return failure('store_not_writable', { path: folder })
}

function whyNotOpened(folder: string): string {
  try {
    closeSync(openSync(folder, constants.O_RDONLY))
    return ''
  } catch (error) {
    return codeOf(error)
  }
}

const notUsable = (path: string, reason: string) => failure('store_not_usable', { path, reason })

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? ''
