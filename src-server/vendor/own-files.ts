// Which places are the server's own: what a person has printed, copied or logged is never written over one
// (docs/SECURITY.md#export).
import { readdirSync, realpathSync, statSync, type Stats } from 'node:fs'
import path from 'node:path'
import type { OwnPlace } from '#shared/files/own-way.ts'
import { BACKUPS_FOLDER, DATABASE_FILE, KEYS_FOLDER } from './open-vendor.ts'

const FOLDERS = [KEYS_FOLDER, BACKUPS_FOLDER]

/**
 * The database and what lies beside it under its name, the folders of keys and copies, and all that is in them, by whatever
 * link or other name. A new copy may lie in the folder of copies.
 */
export function isServersOwn(
  dataDir: string,
  place: Pick<OwnPlace, 'path' | 'found'>,
  what: 'a text' | 'a copy',
): boolean {
  const file = path.join(realOf(path.dirname(place.path)), path.basename(place.path))
  if (isNamedAsOurs(dataDir, file)) return true
  const closed = what === 'a copy' ? [KEYS_FOLDER] : FOLDERS
  if (closed.some((name) => isBelow(realOf(path.join(dataDir, name)), file))) return true
  const { found } = place
  if (what === 'a copy' || found === null) return false // a copy takes no name that is taken
  return filesOf(dataDir).some((own) => isSame(own, found))
}

/** Whether it is there or not: a file could take the place of a folder. No system's way to write letters leads past it. */
function isNamedAsOurs(dataDir: string, file: string): boolean {
  const name = path.basename(file).toLowerCase()
  const isName = name.startsWith(DATABASE_FILE) || FOLDERS.includes(name)
  if (isName && path.dirname(file) === realOf(dataDir)) return true
  const database = realOf(path.join(dataDir, DATABASE_FILE))
  return (
    path.dirname(file) === path.dirname(database) && name.startsWith(path.basename(database).toLowerCase())
  )
}

function isBelow(folder: string, file: string): boolean {
  const way = path.relative(folder, file)
  return way === '' || (!way.startsWith('..') && !path.isAbsolute(way))
}

function filesOf(dataDir: string): string[] {
  const ofDatabase = namesIn(dataDir).filter((name) => name.startsWith(DATABASE_FILE))
  const inFolders = FOLDERS.flatMap((folder) =>
    namesIn(path.join(dataDir, folder)).map((name) => path.join(folder, name)),
  )
  return [...ofDatabase, ...inFolders].map((name) => path.join(dataDir, name))
}

function isSame(own: string, found: Stats): boolean {
  try {
    const { dev, ino } = statSync(own)
    return dev === found.dev && ino === found.ino
  } catch {
    return false // a link to nowhere
  }
}

function realOf(place: string): string {
  try {
    return realpathSync(place)
  } catch {
    return path.resolve(place) // not there yet
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}
