// One program at a time has a demo: another one would give its profile another server's port.
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { NotStarted } from '../in-words.ts'

export const LOCK_NAME = 'demo.lock'
/** SQLite's own result code: https://sqlite.org/rescode.html */
const BUSY = 5

export interface HeldDemo {
  release(): void
}

/** An exclusive transaction, which a killed process cannot leave behind. Throws NotStarted where another one has it. */
export function holdDemo(folder: string): HeldDemo {
  mkdirSync(folder, { recursive: true })
  const database = new DatabaseSync(path.join(folder, LOCK_NAME), { timeout: 0 })
  try {
    database.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    database.close()
    const { errcode } = error as { errcode?: number }
    if (errcode === undefined || (errcode & 0xff) !== BUSY) throw error
    throw new NotStarted(
      `A demo runs in ${folder} already: end it with Ctrl-C, or set ACTIVATION_DESK_DEMO_DIR to another folder for this one.`,
    )
  }
  return { release: () => database.close() }
}
