// Whether a folder is one user's alone: keys that others could exchange would be no keys.
import { statSync } from 'node:fs'
import path from 'node:path'

const GROUP_OR_OTHERS_WRITE = 0o022

/**
 * The folder, or one of its `inner` folders, that somebody else may write; null: none, or not there yet. Links are
 * followed. On Windows rights are not read, and nothing is found.
 */
export function writableByOthers(folder: string, inner: readonly string[]): string | null {
  if (process.platform === 'win32') return null
  return [folder, ...inner.map((name) => path.join(folder, name))].find(isWritableByOthers) ?? null
}

/** Its owner may write it too, whatever its mode says. */
function isWritableByOthers(folder: string): boolean {
  const stats = statSync(folder, { throwIfNoEntry: false })
  if (!stats) return false
  const foreign = stats.uid !== 0 && stats.uid !== process.getuid?.()
  return foreign || (stats.mode & GROUP_OR_OTHERS_WRITE) !== 0
}
