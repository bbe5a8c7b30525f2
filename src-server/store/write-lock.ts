// How long a write waits for another program's. SQLite waits by stopping this whole process, so a server waits little,
// and not once for each of many writes.
import type { DatabaseSync } from 'node:sqlite'
import { databaseFault } from './database-fault.ts'

/** Milliseconds after a wait was in vain within which no other write waits at all. */
const NO_SECOND_WAIT = 1000

export class WriteLock {
  readonly #database: DatabaseSync
  readonly #patience: number
  #heldUntil = 0

  constructor(database: DatabaseSync, patience: number) {
    this.#database = database
    this.#patience = patience
  }

  /** Throws the Fault `database_busy` where another program keeps the lock. */
  async patiently<T>(write: () => T | Promise<T>): Promise<T> {
    const waits = performance.now() >= this.#heldUntil
    try {
      if (!waits) this.#database.exec('PRAGMA busy_timeout = 0')
      return await write()
    } catch (error) {
      const fault = databaseFault(error)
      if (waits && fault?.code === 'database_busy') this.#heldUntil = performance.now() + NO_SECOND_WAIT
      throw fault ?? error
    } finally {
      if (!waits) this.#database.exec(`PRAGMA busy_timeout = ${this.#patience}`)
    }
  }
}
