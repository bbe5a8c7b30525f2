// Files are written whole: temporary file, fsync, rename, fsync of the folder. A crash leaves the old or the new one.
import {
  accessSync,
  closeSync,
  constants,
  fchmodSync,
  fsyncSync,
  openSync,
  renameSync,
  writeSync,
} from 'node:fs'
import { randomBytes } from 'node:crypto'
import { isDenied, notWritten, StoreTrouble, writingAt } from './failures.ts'
import { giveGroup } from './group.ts'
import { below, holding, nameOf, parentOf, pathOf, withDirect, type Place } from './place.ts'
import { MAX_FILE_BYTES } from './read-files.ts'
import { removeFile } from './remove.ts'

/** Whoever can read the store's files reads the License Code in them. */
const STORE_RIGHTS = 0o640

/** What is written but not in its place yet. What can fail for want of room has been done. */
export interface Prepared {
  commit(): void
  /** Before `commit`, or where it failed. */
  discard(): void
}

/** `folder`: where it waits, on the same disk as its place. Refuses what no reader would take again. */
export function prepareFile(
  file: Place,
  content: string | Uint8Array,
  folder: Place = parentOf(file),
): Prepared {
  if (Buffer.byteLength(content) > MAX_FILE_BYTES) throw new StoreTrouble('too_large', pathOf(file))
  const temporary = below(folder, `${nameOf(file)}.${randomBytes(6).toString('hex')}.tmp`)
  const discard = () => removeFile(temporary)
  try {
    writeNew(temporary, content)
  } catch (error) {
    discard()
    throw error
  }
  return {
    commit() {
      move(temporary, file)
      syncFolder(parentOf(file))
    },
    discard,
  }
}

export interface LateFile extends Prepared {
  /** Before any of what is written at once is put in its place. */
  prepare(): void
}

/** A file whose place among others is known before all that is in it. */
export function lateFile(file: Place, content: () => string, folder: Place): LateFile {
  let prepared: Prepared | null = null
  return {
    prepare: () => void (prepared = prepareFile(file, content(), folder)),
    commit: () => prepared?.commit(),
    discard: () => prepared?.discard(),
  }
}

/** `folder`: as for prepareFile. In `staging` the next writer removes what a killed one left. */
export function writeWhole(file: Place, content: string | Uint8Array, folder?: Place): void {
  const prepared = prepareFile(file, content, folder)
  try {
    prepared.commit()
  } catch (error) {
    prepared.discard()
    throw error
  }
}

/** For a file in a folder that nobody sees yet: the folder's own rename makes it appear. */
export const writeNew = (file: Place, content: string | Uint8Array): void =>
  writingAt(parentOf(file), () =>
    withDirect(file, (direct) =>
      writeAndSync(direct, content, STORE_RIGHTS, (handle) => {
        giveGroup(handle, file)
        fchmodSync(handle, STORE_RIGHTS) // whatever the umask
      }),
    ),
  )

/**
 * Where nothing was. `mode`: what the person's umask leaves of it. `prepare`: before anything is in it. A link that lies
 * there is not followed (O_EXCL).
 */
export function writeAndSync(
  file: string,
  content: string | Uint8Array,
  mode: number,
  prepare: (handle: number) => void = () => undefined,
): void {
  const handle = openSync(file, 'wx', mode)
  try {
    prepare(handle)
    const bytes = Buffer.from(content)
    let written = 0
    while (written < bytes.length) written += writeSync(handle, bytes, written)
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

/** A rename takes a link as what it is, at both ends. */
export function move(from: Place, to: Place): void {
  try {
    withDirect(from, (source) => withDirect(to, (target) => renameSync(source, target)))
  } catch (error) {
    // A folder that goes into another one has to be written itself.
    const denied = isDenied(error)
      ? [parentOf(to), parentOf(from), from].find((place) => !isWritable(place))
      : to
    throw notWritten(denied ?? to, error)
  }
}

function isWritable(place: Place): boolean {
  try {
    mayWrite(place)
    return true
  } catch {
    return false
  }
}

const mayWrite = (folder: Place): void =>
  withDirect(folder, (direct) => accessSync(direct, constants.W_OK | constants.X_OK))

/** Where files can be put: before the first of several is, so that what is then refused was not done in part. */
export function insistOnWritable(folder: Place): void {
  try {
    mayWrite(folder)
  } catch (error) {
    if (isDenied(error)) throw notWritten(folder, error)
  }
}

/** Makes a rename outlive a power cut. Windows has no such call and needs none: NTFS journals its folders. */
export function syncFolder(folder: Place): void {
  if (process.platform === 'win32') return
  holding(folder, (held) => {
    const handle = openSync(held.root, constants.O_RDONLY)
    try {
      fsyncSync(handle)
    } finally {
      closeSync(handle)
    }
  })
}
