// What is nice to know and stops nobody: when a license was validated last. Written after the answer, on a connection that
// waits for no lock, many together, and left out where that fails.
import { DatabaseSync } from 'node:sqlite'
import { databaseFault } from './database-fault.ts'
import { thatIsThere } from './database.ts'
import { countWrite } from './lineage.ts'
import type { OpenedFiles } from './opened-files.ts'

/** Milliseconds: what comes within them is one write. */
const TOGETHER_MS = 250

export class Bookkeeping {
  readonly #path: string
  readonly #files: OpenedFiles
  readonly #validated = new Map<string, number>()
  #connection: DatabaseSync | null = null
  #closed = false

  constructor(path: string, files: OpenedFiles) {
    this.#path = path
    this.#files = files
  }

  validated(licenseId: string, now: number): void {
    if (this.#validated.size === 0) setTimeout(() => this.#write(), TOGETHER_MS).unref()
    this.#validated.set(licenseId, now)
  }

  close(): void {
    this.#write()
    this.#closed = true
    this.#connection?.close()
  }

  #write(): void {
    if (this.#validated.size === 0 || this.#closed) return
    const noted = [...this.#validated]
    this.#validated.clear()
    try {
      this.#files.refuseReplaced()
      const database = this.#open()
      const update = database.prepare('UPDATE licenses SET last_validated = ? WHERE id = ?')
      database.exec('BEGIN IMMEDIATE')
      try {
        for (const [id, at] of noted) update.run(at, id)
        countWrite(database)
        database.exec('COMMIT')
      } finally {
        if (database.isTransaction) database.exec('ROLLBACK')
      }
      this.#files.wrote(database)
    } catch (error) {
      if (!databaseFault(error)) throw error
    }
  }

  #open(): DatabaseSync {
    if (this.#connection) return this.#connection
    const connection = new DatabaseSync(thatIsThere(this.#path), { timeout: 0 })
    connection.exec('PRAGMA synchronous = NORMAL') // nobody waits for a disk: a request may come meanwhile
    this.#connection = connection
    return connection
  }
}
