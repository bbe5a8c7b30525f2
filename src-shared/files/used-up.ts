// What of a disk is used up where nothing could be written.
import { existsSync, statfsSync } from 'node:fs'
import path from 'node:path'
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

/** The place itself, or the nearest above it that is there: on whose disk it would be made. */
export function nearestThere(place: string): string {
  const above = path.dirname(place)
  return existsSync(place) || above === place ? place : nearestThere(above)
}

/** SQLite says of the last page that is missing for its index no more than that something failed. */
export function hasNoRoom(folder: string): boolean {
  try {
    const { blocks, bavail, bsize } = statfsSync(nearestThere(folder))
    return blocks > 0 && bavail * bsize < LAST_PAGES
  } catch {
    return false
  }
}

/** Whether so many bytes, in a few files, would find the disk full. */
export function takesNoMore(folder: string, bytes: number): boolean {
  try {
    const { blocks, bavail, bsize } = statfsSync(nearestThere(folder))
    return hasNoFilesLeft(folder) || (blocks > 0 && bavail * bsize < bytes)
  } catch {
    return false
  }
}

/** A disk may have room and still take no further file. Some file systems count none, and say 0 of 0. */
export function hasNoFilesLeft(folder: string): boolean {
  try {
    const { files, ffree, bavail, bsize } = statfsSync(nearestThere(folder))
    return files > 0 && ffree < FEW_FILES && bavail * bsize > ROOM
  } catch {
    return false
  }
}
