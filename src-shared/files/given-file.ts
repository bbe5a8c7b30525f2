// What lies at a place that is to be read: a device has no end, and a pipe makes whoever opens it wait.
import { closeSync, constants, fstatSync, openSync, readSync, statSync, type Stats } from 'node:fs'
import type { NoFile } from '../contract/system.ts'

/** Null: a file, or nothing that can be looked at. Links are followed, and nothing is opened. */
export function insteadOfFile(place: string): NoFile | null {
  const found = lookAt(place)
  return found === undefined ? null : kindOf(found)
}

/** What lies there is none. */
export class NotAFile extends Error {
  readonly is: NoFile
  constructor(place: string, is: NoFile) {
    super(`${place} is a ${is}`)
    this.is = is
  }
}

/** Windows has no such flag, and no pipes in its folders. */
const { O_NONBLOCK = 0 } = constants as Partial<typeof constants>

/**
 * Waits for nobody: throws NotAFile, also where something else is put there meanwhile, or the system's error. Null: there
 * are more bytes than `most`, whatever its size says; files of /proc have none.
 */
export const readAtMostWithoutWaiting = (place: string, most: number): Buffer | null =>
  openWithoutWaiting(place, (opened) => readAtMost(opened, most))

function readAtMost(opened: number, most: number): Buffer | null {
  const pieces: Buffer[] = []
  for (let length = 0; length <= most;) {
    const piece = Buffer.allocUnsafe(Math.min(PIECE, most + 1 - length))
    const count = readSync(opened, piece)
    if (count === 0) return Buffer.concat(pieces)
    pieces.push(piece.subarray(0, count))
    length += count
  }
  return null
}

/** Bytes. */
const PIECE = 64 * 1024

/** For as long as `read` takes, to read in place. */
export function openWithoutWaiting<T>(place: string, read: (opened: number) => T): T {
  const opened = openToRead(place)
  try {
    return read(opened)
  } finally {
    closeSync(opened)
  }
}

/** For who reads it piece by piece, and closes it. Throws as `readAtMostWithoutWaiting`. */
export function openToRead(place: string): number {
  const before = insteadOfFile(place)
  if (before !== null) throw new NotAFile(place, before)
  const opened = openSync(place, constants.O_RDONLY | O_NONBLOCK)
  const is = kindOf(fstatSync(opened))
  if (is === null) return opened
  closeSync(opened)
  throw new NotAFile(place, is)
}

function kindOf(found: Stats): NoFile | null {
  if (found.isFile()) return null
  if (found.isDirectory()) return 'folder'
  if (found.isFIFO()) return 'pipe'
  return found.isSocket() ? 'socket' : 'device'
}

function lookAt(place: string) {
  try {
    return statSync(place, { throwIfNoEntry: false })
  } catch {
    return undefined // whoever opens it is told why
  }
}
