// Whether the database's files are still those that were opened. Who removes or replaces them, or their folder, takes what
// is written from then on along: SQLite goes on in files that have no name any more.
import { statSync } from 'node:fs'
import type { DatabaseSync } from 'node:sqlite'
import { Fault } from '../fault.ts'
import { isContinued, lineageInFile, lineageNow, lineageOf, type Lineage } from './lineage.ts'
import { WriteCount } from './write-count.ts'

/** The log of writes and its index are there for as long as somebody has the database open. */
const SUFFIXES = ['', '-wal', '-shm'] as const

export class OpenedFiles {
  readonly #path: string
  #identities: readonly (string | null)[]
  /** When the file's bytes were changed last, as when what was written is moved into it. */
  #touched: bigint | null = null
  #lineage: Lineage | null = null
  #isOverwritten = false
  #count: WriteCount | null = null
  #tellsOthers = true
  /** By this process last. */
  #wrote: Lineage | null = null

  /** To be made before SQLite opens the file. */
  constructor(path: string) {
    this.#path = path
    this.#identities = [identityOf(path)]
  }

  /** Once something was read, SQLite has opened all of them. Throws the Fault where it could have been another file. */
  opened(database: DatabaseSync): void {
    this.#refuseOtherFiles()
    this.#identities = SUFFIXES.map((suffix) => identityOf(this.#path + suffix))
    this.#touched = touchedAt(this.#path)
    this.#lineage = lineageInFile(this.#path)
    this.#isOverwritten = !isContinued(this.#lineage, lineageOf(database))
    this.refuseReplaced()
  }

  /** Not of one that is about to get its name. */
  keepCount(ofOwnWrites: 'in memory' | 'in the file'): void {
    this.#count = new WriteCount(this.#path)
    this.#tellsOthers = ofOwnWrites === 'in the file'
  }

  /** To be called once a write is committed. */
  wrote(database: DatabaseSync): void {
    if (database.isTransaction || this.#count === null) return
    this.#wrote = lineageOf(database)
    if (this.#tellsOthers) this.#count.raise(this.#wrote)
  }

  close(): void {
    this.#count?.close()
    this.#count = null
  }

  /**
   * Throws the Fault `database_replaced`. To be called after a write was committed and before it is confirmed: what was
   * written could not be read again.
   */
  refuseReplaced(): void {
    this.#refuseOtherFiles()
    if (this.#isOverwritten || this.#wasOverwritten())
      throw new Fault('database_replaced', (words) => words.databaseOverwritten(this.#path))
  }

  /** Once seen it stays so: what is written next would make both look like one. */
  #wasOverwritten(): boolean {
    const touched = touchedAt(this.#path)
    if (touched === this.#touched || this.#lineage === null) return false
    const lineage = lineageInFile(this.#path)
    this.#isOverwritten = !isContinued(this.#lineage, lineage) || this.#isBehind()
    this.#touched = touched
    this.#lineage = lineage
    return this.#isOverwritten
  }

  /** What others wrote, and this process did not see yet, counts as well. */
  #isBehind(): boolean {
    const reached = [this.#wrote, this.#count?.reached() ?? null].filter((one) => one !== null)
    if (reached.length === 0) return false
    const now = lineageNow(this.#path)
    return reached.some((one) => one.id === now.id && !isContinued(one, now))
  }

  #refuseOtherFiles(): void {
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

const touchedAt = (path: string): bigint | null =>
  statSync(path, { bigint: true, throwIfNoEntry: false })?.ctimeNs ?? null
