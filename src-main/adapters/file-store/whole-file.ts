// Files are written whole: temporary file, fsync, rename, fsync of the folder. A crash leaves the old or the new one.
import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'
import { randomBytes } from 'node:crypto'
import path from 'node:path'

/** `mode`: rights of a new file; the store's files are 0640, since whoever can read them reads the License Code. */
export function writeWhole(file: string, content: string, mode = 0o640): void {
  const temporary = `${file}.${randomBytes(6).toString('hex')}.tmp`
  try {
    writeAndSync(temporary, content, mode)
    renameSync(temporary, file)
  } catch (error) {
    rmSync(temporary, { force: true })
    throw error
  }
  syncFolder(path.dirname(file))
}

/** For a file in a folder that nobody sees yet: the folder's own rename makes it appear. */
export function writeAndSync(file: string, content: string, mode = 0o640): void {
  const handle = openSync(file, 'wx', mode)
  try {
    const bytes = Buffer.from(content, 'utf8')
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
