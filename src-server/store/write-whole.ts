// Files are written whole: a reader sees the old text or the new one, also after a power cut (docs/SECURITY.md#store).
import { closeSync, fsyncSync, linkSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { stagedName } from './staged.ts'

/** `replace: false` throws EEXIST where the file is there already, also when two processes write at once. */
export function writeWhole(
  path: string,
  text: string | Buffer,
  options: { mode: number; replace: boolean },
): void {
  const staged = stageWhole(path, text, options.mode)
  try {
    publish(staged, path, options.replace)
  } finally {
    rmSync(staged, { force: true })
  }
}

/** The file beside `path`, on the disk, which `publish` gives its name. */
export function stageWhole(path: string, text: string | Buffer, mode: number): string {
  const staged = stagedName(path)
  const file = openSync(staged, 'wx', mode)
  try {
    writeFileSync(file, text) // all of it: one write may take a part only
    fsyncSync(file)
    return staged
  } catch (error) {
    rmSync(staged, { force: true })
    throw error
  } finally {
    closeSync(file)
  }
}

/** Gives a finished file its name. A hard link, unlike a rename, refuses a name that is taken. */
export function publish(staged: string, path: string, replace: boolean): void {
  if (replace) renameSync(staged, path)
  else linkSync(staged, path)
  syncDirectory(dirname(path))
}

function syncDirectory(path: string): void {
  if (process.platform === 'win32') return // a directory cannot be opened there
  const directory = openSync(path, 'r')
  try {
    fsyncSync(directory)
  } finally {
    closeSync(directory)
  }
}
