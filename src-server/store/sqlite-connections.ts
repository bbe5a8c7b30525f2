// The connections to one SQLite file: one that reads what is committed, for everybody at once, and one that changes it, for
// one transaction at a time. What is asked within a transaction goes to its connection, however many awaits later.
/* eslint-disable @typescript-eslint/require-await -- SQLite answers and throws at once; of the port both come later, as of any database */
import { AsyncLocalStorage } from 'node:async_hooks'
import type { DatabaseSync, SQLOutputValue, StatementSync } from 'node:sqlite'
import { quickly, transaction } from './database.ts'
import type { OpenedFiles } from './opened-files.ts'
import type { Given, Queries, Statement } from './queries.ts'
import { Turns } from './turns.ts'
import { WriteLock } from './write-lock.ts'

interface Within {
  isOver: boolean
}

/** `quickly`: for what need not be on the disk when it was answered. */
type How = 'on the disk' | 'quickly'

export class SqliteConnections implements Queries {
  readonly #reader: DatabaseSync
  readonly #openWriter: () => DatabaseSync
  readonly #files: OpenedFiles
  readonly #patience: number
  readonly #turns = new Turns()
  readonly #within = new AsyncLocalStorage<Within>()
  #writer: { readonly database: DatabaseSync; readonly lock: WriteLock } | null = null

  constructor(reader: DatabaseSync, openWriter: () => DatabaseSync, files: OpenedFiles, patience: number) {
    this.#reader = reader
    this.#openWriter = openWriter
    this.#files = files
    this.#patience = patience
  }

  readonly listed = listed

  prepare(statement: string): Statement {
    return preparedOn(
      statement,
      this.#reader,
      () => (this.#isWithin() ? this.writer : this.#reader),
      async (write) =>
        this.#isWithin() ? write(this.writer) : await this.change(async () => write(this.writer), 'quickly'),
    )
  }

  /** Opened by the first that changes something. */
  get writer(): DatabaseSync {
    return this.#forWriting().database
  }

  /**
   * Alone from its first statement on, so that what it read cannot change before it writes; nobody else sees anything of it
   * before it is whole, and nothing where `work` throws. Within another one it is a part of that. Throws a Fault where the lock
   * of writing is not free, or where what was written could not be read again.
   */
  change<T>(work: () => Promise<T>, how: How): Promise<T> {
    if (this.#isWithin()) return work()
    const run = how === 'quickly' ? quickly : transaction
    return this.#confirmed((database) =>
      run(database, async () => {
        const within = { isOver: false }
        try {
          return await this.#within.run(within, work)
        } finally {
          within.isOver = true
        }
      }),
    )
  }

  /** Throws a Fault where nothing could be written. */
  tryWriting(): Promise<void> {
    // The lock alone is given of a file that may only be read, too.
    return this.#confirmed((database) => {
      database.exec('BEGIN IMMEDIATE')
      try {
        database.exec('PRAGMA user_version = 0')
      } finally {
        database.exec('ROLLBACK')
      }
    })
  }

  /** Once the change under way has ended. */
  close(): Promise<void> {
    return this.#turns.take(() => {
      this.#reader.close()
      this.#writer?.database.close()
    })
  }

  /** What is confirmed can be read again. */
  #confirmed<T>(write: (database: DatabaseSync) => T | Promise<T>): Promise<T> {
    return this.#turns.take(async () => {
      this.#files.refuseReplaced()
      const { database, lock } = this.#forWriting()
      const value = await lock.patiently(() => write(database))
      this.#files.refuseReplaced()
      this.#files.wrote(database)
      return value
    })
  }

  #forWriting() {
    if (this.#writer) return this.#writer
    const database = this.#openWriter()
    this.#writer = { database, lock: new WriteLock(database, this.#patience) }
    return this.#writer
  }

  #isWithin(): boolean {
    const within = this.#within.getStore()
    if (within?.isOver) throw new Error('asked after the end of its transaction: an await is missing')
    return within !== undefined
  }
}

const listed = (json: string): string => `SELECT value FROM json_each(${json})`

/** Of a database that nobody else has in hand. */
export const queriesOf = (database: DatabaseSync): Queries => ({
  listed,
  prepare: (statement) =>
    preparedOn(
      statement,
      database,
      () => database,
      (write) => write(database),
    ),
})

/** Prepared at once on `first`, so that a table that is missing is known from the beginning; elsewhere when it is asked for. */
function preparedOn(
  text: string,
  first: DatabaseSync,
  reading: () => DatabaseSync,
  writing: (write: (database: DatabaseSync) => number) => number | Promise<number>,
): Statement {
  const prepared = new Map<DatabaseSync, StatementSync>()
  const on = (database: DatabaseSync): StatementSync => {
    const known = prepared.get(database)
    if (known) return known
    const made = database.prepare(text)
    made.setReturnArrays(true)
    prepared.set(database, made)
    return made
  }
  const names = on(first)
    .columns()
    .map(({ name }) => name)
  return {
    async get(...given) {
      const values = on(reading()).get(...parameters(given)) as unknown as Cells | undefined
      return values && rowOf(names, values)
    },
    all: async (...given) =>
      (on(reading()).all(...parameters(given)) as unknown as Cells[]).map((values) => rowOf(names, values)),
    each: async function* (...given) {
      for (const values of on(reading()).iterate(...parameters(given)))
        yield rowOf(names, values as unknown as Cells)
    },
    run: async (...given) => writing((database) => Number(on(database).run(...parameters(given)).changes)),
  }
}

type Cells = readonly SQLOutputValue[]

/** All rows of a statement have one form so. The objects that SQLite's adapter makes have none: to read them takes longer. */
function rowOf(names: readonly string[], values: Cells): Record<string, unknown> {
  const row: Record<string, unknown> = {}
  for (let at = 0; at < names.length; at += 1) row[names[at] ?? ''] = values[at]
  return row
}

/** One type for what SQLite takes as two. */
const parameters = (given: Given) => given as Parameters<StatementSync['get']>
