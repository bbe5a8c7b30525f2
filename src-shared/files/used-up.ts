// What of a disk is used up where nothing could be written.
import { statfsSync } from 'node:fs'
import type { UsedUp } from '../contract/system.ts'

/** What failed was taken back meanwhile, so a few may be free again. */
const FEW_FILES = 16
const ROOM = 1024 * 1024
const LAST_PAGES = 64 * 1024

/** `code`: the operating system's, of what failed in this folder. Null: another trouble. */
export function usedUp(code: string, folder: string): UsedUp | null {
  if (code === 'EDQUOT') return 'quota'
  if (code !== 'ENOSPC' && code !== 'EFBIG') return null
  return hasNoFilesLeft(folder) ? 'files' : 'space'
}

/** SQLite says of the last page that is missing for its index no more than that something failed. */
export function hasNoRoom(folder: string): boolean {
  try {
    const { blocks, bavail, bsize } = statfsSync(folder)
    return blocks > 0 && bavail * bsize < LAST_PAGES
  } catch {
    return false
  }
}

/** A disk may have room and still take no further file. Some file systems count none, and say 0 of 0. */
export function hasNoFilesLeft(folder: string): boolean {
  try {
    const { files, ffree, bavail, bsize } = statfsSync(folder)
    return files > 0 && ffree < FEW_FILES && bavail * bsize > ROOM
  } catch {
    return false
  }
}
