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
function stageWhole(path: string, text: string | Buffer, mode: number): string {
  const staged = new StagedFile(path, mode)
  staged.write(text)
  return staged.finish()
}

/** The same for what comes in pieces. Where one cannot be written nothing is left, and the system's error is thrown. */
export class StagedFile {
  readonly #name: string
  #file: number | null

  constructor(path: string, mode: number) {
    this.#name = stagedName(path)
    this.#file = openSync(this.#name, 'wx', mode)
  }

  /** All of it: one write of the system may take a part only. */
  write(piece: string | Buffer): void {
    this.#orNothing((file) => writeFileSync(file, piece))
  }

  /** Its name, once it is on the disk. */
  finish(): string {
    this.#orNothing(fsyncSync)
    this.#close()
    return this.#name
  }

  discard(): void {
    this.#close()
    rmSync(this.#name, { force: true })
  }

  #orNothing(work: (file: number) => void): void {
    try {
      if (this.#file !== null) work(this.#file)
    } catch (error) {
      this.discard()
      throw error
    }
  }

  #close(): void {
    if (this.#file !== null) closeSync(this.#file)
    this.#file = null
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
