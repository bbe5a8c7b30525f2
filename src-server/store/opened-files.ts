// Whether the database's files are still those that were opened. Who removes or replaces them, or their folder, takes what
// is written from then on along: SQLite goes on in files that have no name any more.
import { statSync, type BigIntStats } from 'node:fs'
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
    this.#touched = statOf(this.#path)?.ctimeNs ?? null
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
    const touched = this.#refuseOtherFiles()
    if (this.#isOverwritten || this.#wasOverwritten(touched))
      throw new Fault('database_replaced', (words) => words.databaseOverwritten(this.#path))
  }

  /** Once seen it stays so: what is written next would make both look like one. */
  #wasOverwritten(touched: bigint | null): boolean {
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

  /** When the first of them was changed last: who looks at all of them has it by the way. */
  #refuseOtherFiles(): bigint | null {
    const found = this.#identities.map((_, at) => statOf(`${this.#path}${SUFFIXES[at] ?? ''}`))
    if (found.every((one, at) => identityIn(one) === this.#identities[at])) return found[0]?.ctimeNs ?? null
    throw new Fault('database_replaced', (words) => words.databaseReplaced(this.#path))
  }
}

/** As big integers: file systems count further than numbers are exact. */
const statOf = (path: string) => statSync(path, { bigint: true, throwIfNoEntry: false })

/** Null: not there. */
const identityIn = (found: BigIntStats | undefined): string | null =>
  found ? `${found.dev}:${found.ino}` : null

const identityOf = (path: string): string | null => identityIn(statOf(path))
