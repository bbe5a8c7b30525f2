// One writer over all processes: an exclusive SQLite transaction, which a killed process cannot leave behind.
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as pause } from 'node:timers/promises'

/** Milliseconds to wait for another writer. */
export const PATIENCE = 15_000
const SQLITE_BUSY = 5

export class LockTimeout extends Error {}

/** Runs `work` (which must not wait for anything) while no other process writes; gives up after `patience` milliseconds. */
export async function withLock<T>(file: string, patience: number, work: () => T): Promise<T> {
  const database = new DatabaseSync(file, { timeout: 0 })
  try {
    await begin(database, patience)
    return work()
  } finally {
    database.close() // ends the transaction as well
  }
}

async function begin(database: DatabaseSync, patience: number): Promise<void> {
  const deadline = Date.now() + patience
  for (;;) {
    try {
      database.exec('BEGIN EXCLUSIVE')
      return
    } catch (error) {
      if ((error as { errcode?: number }).errcode !== SQLITE_BUSY) throw error
      if (Date.now() > deadline) throw new LockTimeout()
    }
    await pause(5 + Math.random() * 20)
  }
}
