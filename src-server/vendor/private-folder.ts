// Whether a folder is one user's alone: keys that others could exchange would be no keys.
import { realpathSync, statSync } from 'node:fs'
import path from 'node:path'
import { makeFolders } from '#shared/files/make-folders.ts'
import { statOf } from '../store/plain-files.ts'

const GROUP_OR_OTHERS_WRITE = 0o022
const OTHERS_WRITE = 0o002
const STICKY = 0o1000

/**
 * The folder, one of its `inner` folders, or one above it in which everybody may give it another name, that somebody else
 * may write; null: none, or not there yet. Links are followed. On Windows rights are not read, and nothing is found.
 */
export function writableByOthers(folder: string, inner: readonly string[]): string | null {
  if (process.platform === 'win32') return null
  const own = [folder, ...inner.map((name) => path.join(folder, name))].find(isWritableByOthers)
  return own ?? foldersAbove(folder).find(isAnybodysToRename) ?? null
}

/** Those that are there, by the path as it was given and as it is behind links: either can be given another name. */
function foldersAbove(folder: string): string[] {
  const given = [...ancestors(path.resolve(folder))].filter((one) => statOf(one))
  const [nearest] = given
  return nearest === undefined ? given : [...given, ...ancestors(realpathSync(nearest))]
}

/** The place itself, then the one above it, and so on. */
function* ancestors(place: string): Generator<string> {
  yield place
  const above = path.dirname(place)
  if (above !== place) yield* ancestors(above)
}

/** Where everybody may write and no sticky bit is set, another folder can be put in the place of one that is in it. */
function isAnybodysToRename(folder: string): boolean {
  const { mode } = statSync(folder)
  return (mode & OTHERS_WRITE) !== 0 && (mode & STICKY) === 0
}

/** Its owner may write it too, whatever its mode says. */
function isWritableByOthers(folder: string): boolean {
  const stats = statOf(folder)
  if (!stats) return false
  const foreign = stats.uid !== 0 && stats.uid !== process.getuid?.()
  return foreign || (stats.mode & GROUP_OR_OTHERS_WRITE) !== 0
}

/** With those above it. A folder that is there already stays as it is. */
export const makePrivateFolder = (folder: string): void => makeFolders(folder, 0o700)
