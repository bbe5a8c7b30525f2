// Whether a disk takes no further file.
import { statfsSync } from 'node:fs'

/** What failed was taken back meanwhile, so a few may be free again. */
const FEW_FILES = 16
const ROOM = 1024 * 1024

/** A disk may have room and still take no further file. Some file systems count none, and say 0 of 0. */
export function hasNoFilesLeft(folder: string): boolean {
  try {
    const { files, ffree, bavail, bsize } = statfsSync(folder)
    return files > 0 && ffree < FEW_FILES && bavail * bsize > ROOM
  } catch {
    return false
  }
}
