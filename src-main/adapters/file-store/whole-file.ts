// Files are written whole: temporary file, fsync, rename, fsync of the folder. A crash leaves the old or the new one.
import { closeSync, fchmodSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'
import { randomBytes } from 'node:crypto'
import path from 'node:path'

/** Whoever can read the store's files reads the License Code in them. */
const STORE_RIGHTS = 0o640

/** What is written but not in its place yet. What can fail for want of room has been done. */
export interface Prepared {
  commit(): void
  /** Before `commit`, or where it failed. */
  discard(): void
}

/** `folder`: where it waits, on the same disk as its place. `mode`: see writeAndSync. */
export function prepareFile(
  file: string,
  content: string | Uint8Array,
  folder = path.dirname(file),
  mode?: number,
): Prepared {
  const temporary = path.join(folder, `${path.basename(file)}.${randomBytes(6).toString('hex')}.tmp`)
  const discard = () => rmSync(temporary, { force: true })
  try {
    writeAndSync(temporary, content, mode)
  } catch (error) {
    discard()
    throw error
  }
  return {
    commit() {
      renameSync(temporary, file)
      syncFolder(path.dirname(file))
    },
    discard,
  }
}

export function writeWhole(file: string, content: string | Uint8Array, mode?: number): void {
  const prepared = prepareFile(file, content, path.dirname(file), mode)
  try {
    prepared.commit()
  } catch (error) {
    prepared.discard()
    throw error
  }
}

/**
 * For a file in a folder that nobody sees yet: the folder's own rename makes it appear. `mode`: what the person's
 * umask leaves of it; left out, the rights of the store's files, whatever the umask.
 */
export function writeAndSync(file: string, content: string | Uint8Array, mode?: number): void {
  const handle = openSync(file, 'wx', mode ?? STORE_RIGHTS)
  try {
    if (mode === undefined) fchmodSync(handle, STORE_RIGHTS)
    const bytes = Buffer.from(content)
    let written = 0
    while (written < bytes.length) written += writeSync(handle, bytes, written)
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

/** Makes a rename outlive a power cut. Windows has no such call and needs none: NTFS journals its folders. */
export function syncFolder(folder: string): void {
  if (process.platform === 'win32') return
  const handle = openSync(folder, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}
