// One writer over all processes: an exclusive SQLite transaction, which a killed process cannot leave behind.
import { truncateSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as pause } from 'node:timers/promises'

/** Milliseconds to wait for another writer. */
export const PATIENCE = 15_000
/** SQLite's own result codes: https://sqlite.org/rescode.html */
const SQLITE = { busy: 5, notADatabase: 26 }

export class LockTimeout extends Error {}

/** Runs `work` (which must not wait for anything) while no other process writes; gives up after `patience` milliseconds. */
export async function withLock<T>(file: string, patience: number, work: () => T): Promise<T> {
  const database = new DatabaseSync(file, { timeout: 0 })
  try {
    await begin(database, file, patience)
    return work()
  } finally {
    database.close() // ends the transaction as well
  }
}

async function begin(database: DatabaseSync, file: string, patience: number): Promise<void> {
  const deadline = performance.now() + patience
  for (;;) {
    try {
      database.exec('BEGIN EXCLUSIVE')
      return
    } catch (error) {
      const code = (error as { errcode?: number }).errcode
      // Nothing is ever written to it: what is in there came from a broken disk or a hand, and locks nobody.
      if (code === SQLITE.notADatabase) truncateSync(file)
      else if (code !== SQLITE.busy) throw error
      if (performance.now() > deadline) throw new LockTimeout()
    }
    await pause(5 + Math.random() * 20)
  }
}
