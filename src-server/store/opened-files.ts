// Whether the database's files are still those that were opened. Who removes or replaces them, or their folder, takes what
// is written from then on along: SQLite goes on in files that have no name any more.
import { statSync } from 'node:fs'
import { Fault } from '../fault.ts'

/** The log of writes and its index are there for as long as somebody has the database open. */
const SUFFIXES = ['', '-wal', '-shm'] as const

export class OpenedFiles {
  readonly #path: string
  #identities: readonly (string | null)[]

  /** To be made before SQLite opens the file. */
  constructor(path: string) {
    this.#path = path
    this.#identities = [identityOf(path)]
  }

  /** Once something was read, SQLite has opened all of them. Throws the Fault where it could have been another file. */
  opened(): void {
    this.refuseReplaced()
    this.#identities = SUFFIXES.map((suffix) => identityOf(this.#path + suffix))
  }

  /**
   * Throws the Fault `database_replaced`. To be called after a write was committed and before it is confirmed: what was
   * written could not be read again.
   */
  refuseReplaced(): void {
    const same = this.#identities.every((identity, at) => {
      return identity === identityOf(`${this.#path}${SUFFIXES[at] ?? ''}`)
    })
    if (same) return
    throw new Fault('database_replaced', (words) => words.databaseReplaced(this.#path))
  }
}

/** Null: not there. As big integers: file systems count further than numbers are exact. */
function identityOf(path: string): string | null {
  const found = statSync(path, { bigint: true, throwIfNoEntry: false })
  return found ? `${found.dev}:${found.ino}` : null
}
