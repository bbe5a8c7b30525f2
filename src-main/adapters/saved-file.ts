// A file at a place that a person names, such as an export: it is there whole, or what stood there before still is.
import { closeSync, realpathSync, renameSync, rmSync, statSync, type BigIntStats } from 'node:fs'
import { randomBytes } from 'node:crypto'
import path from 'node:path'
import { failure, type Failure } from '#shared/contract/errors.ts'
import { isOutOfFiles } from '#shared/files/open-files.ts'
import { openThrough, ownPlace, writeOpened, type OwnPlace } from '#shared/files/own-way.ts'
import { err, ok, type Result } from '#shared/result.ts'
import { fullDisk } from './file-store/failures.ts'
import { writeAndSync } from './file-store/whole-file.ts'
import { INSTALL_NAME } from '#shared/install-name.ts'

/** For everybody, as far as the person's umask lets it: what leaves the store is theirs to guard. */
const NEW_FILE = 0o644
/** For the person alone, also where a file that others may read is replaced. */
const CONFIDENTIAL = 0o600

export interface SaveOptions {
  /** Nothing is written in there, whatever way leads to it: it holds what only the store may write. */
  readonly dataDir: string
  /** It holds License Codes. */
  readonly confidential?: boolean
}

export type SaveFailure = Failure<'file_not_written' | 'disk_full'>
type Reason = NonNullable<Failure<'file_not_written'>['params']['reason']>

export function saveFile(
  file: string,
  content: Uint8Array,
  { dataDir, confidential = false }: SaveOptions,
): Result<void, SaveFailure> {
  try {
    const place = ownPlace(file)
    if (isWithin(place.path, dataDir))
      return err(failure('file_not_written', { path: file, place: dataDir, reason: 'data_folder' }))
    write(place, content, confidential)
    return ok(undefined)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (typeof code !== 'string') throw error
    return err(fullDisk(error, path.dirname(file), file) ?? notWritten(file, error as NodeJS.ErrnoException))
  }
}

/** `syscall`: none where our own look at the way found what `path` names. */
function notWritten(file: string, error: NodeJS.ErrnoException): SaveFailure {
  const { code, syscall, path: found = file } = error
  if (isOutOfFiles(error)) return because('too_many_open_files')
  const place = syscall === undefined ? found : path.dirname(file)
  switch (code) {
    case 'EROFS':
      return because('read_only_disk')
    case 'EISDIR':
      return because('folder_in_the_way')
    case 'ENXIO':
      return because('nobody_reads')
    case 'ENOENT':
      return because('no_folder', { place })
    case 'ENOTDIR':
      return because('not_a_folder', { place })
    case 'EACCES':
      return because(syscall === undefined ? 'of_others' : 'no_permission', { place })
    default:
      return failure('file_not_written', { path: file })
  }

  function because(reason: Reason, more: { readonly place?: string } = {}): SaveFailure {
    return failure('file_not_written', { path: file, ...more, reason })
  }
}

/** By what the folders are, not by their names: a link, a second mount or another case of letters leads there, too. */
function isWithin(file: string, dataDir: string): boolean {
  const data = lookAt(dataDir)
  if (!data) return false
  for (let folder = realpathSync(path.dirname(path.resolve(file))); ; folder = path.dirname(folder)) {
    const found = lookAt(folder)
    if (found?.ino === data.ino && found.dev === data.dev) return true
    if (folder === path.dirname(folder)) return false
  }
}

function lookAt(folder: string): BigIntStats | undefined {
  try {
    return statSync(folder, { bigint: true, throwIfNoEntry: false })
  } catch {
    return undefined // closed to this user, who then writes nothing below it either; or a link to itself
  }
}

function write(place: OwnPlace, content: Uint8Array, confidential: boolean): void {
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
  const temporary = path.join(path.dirname(file), `${INSTALL_NAME}-${randomBytes(6).toString('hex')}.tmp`)
  try {
    writeAndSync(temporary, content, mode)
    renameSync(temporary, file)
  } catch (error) {
    rmSync(temporary, { force: true })
    throw error
  }
}
