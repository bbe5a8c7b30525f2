// Makes a folder with those above it, and says why where that fails.
import { existsSync, mkdirSync } from 'node:fs'
import path from 'node:path'

/**
 * Each that is there already stays as it is. One by one: of several at once Node says ENOENT whatever the reason is, and
 * never returns where no folder can be made, as in `/proc`.
 */
export function makeFolders(folder: string, mode: number): void {
  if (existsSync(folder)) return
  const above = path.dirname(folder)
  if (above !== folder) makeFolders(above, mode)
  try {
    mkdirSync(folder, mode)
  } catch (error) {
    const wasFaster = (error as NodeJS.ErrnoException).code === 'EEXIST' && existsSync(folder)
    if (!wasFaster) throw error
  }
}
