// A file at a place that a person names, such as an export: it is there whole, or what stood there before still is.
import { closeSync, renameSync, rmSync } from 'node:fs'
import { randomBytes } from 'node:crypto'
import path from 'node:path'
import { failure, type Failure } from '#shared/contract/errors.ts'
import { isOutOfFiles } from '#shared/files/open-files.ts'
import { openThrough, ownPlace, writeOpened, type OwnPlace } from '#shared/files/own-way.ts'
import { err, ok, type Result } from '#shared/result.ts'
import { fullDisk } from './file-store/failures.ts'
import { writeAndSync } from './file-store/whole-file.ts'

/** For everybody, as far as the person's umask lets it: what leaves the store is theirs to guard. */
const NEW_FILE = 0o644
/** For the person alone, also where a file that others may read is replaced. */
const CONFIDENTIAL = 0o600

export interface SaveOptions {
  /** It holds License Codes. */
  readonly confidential?: boolean
}

export type SaveFailure = Failure<'file_not_written' | 'disk_full'>

export function saveFile(
  file: string,
  content: Uint8Array,
  { confidential = false }: SaveOptions = {},
): Result<void, SaveFailure> {
  try {
    write(file, content, confidential)
    return ok(undefined)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (typeof code !== 'string') throw error
    return err(fullDisk(error, path.dirname(file), file) ?? notWritten(file, error, code))
  }
}

function notWritten(path: string, error: unknown, code: string): SaveFailure {
  if (isOutOfFiles(error)) return failure('file_not_written', { path, reason: 'too_many_open_files' })
  if (code === 'EROFS') return failure('file_not_written', { path, reason: 'read_only_disk' })
  if (code === 'EISDIR') return failure('file_not_written', { path, reason: 'folder_in_the_way' })
  return failure('file_not_written', { path })
}

function write(file: string, content: Uint8Array, confidential: boolean): void {
  const place = ownPlace(file)
  const { found } = place
  if (found && !found.isFile() && !found.isDirectory()) return writeThrough(place, content)
  // A link stays one, and who may read a file stays as its owner wanted it.
  const mode = found?.isFile() ? found.mode & 0o777 : NEW_FILE
  replace(place.path, content, confidential ? CONFIDENTIAL : mode)
}

function writeThrough(place: OwnPlace, content: Uint8Array): void {
  const opened = openThrough(place)
  try {
    writeOpened(opened, content)
  } finally {
    closeSync(opened)
  }
}

/** The folder is not synced: some network disks cannot, and what a power cut takes is exported again. */
function replace(file: string, content: Uint8Array, mode: number): void {
  const temporary = path.join(path.dirname(file), `activation-desk-${randomBytes(6).toString('hex')}.tmp`)
  try {
    writeAndSync(temporary, content, mode)
    renameSync(temporary, file)
  } catch (error) {
    rmSync(temporary, { force: true })
    throw error
  }
}
