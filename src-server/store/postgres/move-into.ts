// The rows of a SQLite into a PostgreSQL, stretch by stretch (docs/vendor-guide.md#to-postgresql). How far it came stands in
// the PostgreSQL itself, written with each stretch: who was killed goes on there. Until all of it was compared no server opens it.
import { createHash } from 'node:crypto'
import type { ClientBase } from 'pg'
import { err, ok, type Result } from '#shared/result.ts'
import { refusal, type Refusal } from '../../back-office/refusal.ts'
import { Fault } from '../../fault.ts'
import { COPIED_TABLES, type Cells, type CopiedTable } from '../copied-tables.ts'
import type { PlacedCells, SqliteRows } from '../sqlite-rows.ts'
import { asNumbers, orFault } from './connections.ts'
import { inTransaction, onOneConnection, refuseInUse } from './one-connection.ts'
import { isMoveUnderWay, isTable, MOVE_TABLE, prepareWithin, refuseOtherVersion } from './migrations.ts'

/** Of one question and one transaction: what is held in memory at once. */
const STRETCH = { rows: 1000, letters: 4 * 2 ** 20 }

export interface MoveSource {
  readonly account: string
  /** Another one where anything in it was changed. */
  readonly state: string
  readonly rows: SqliteRows
}

export interface MoveOptions {
  readonly dryRun: boolean
  /** `done` of `total` rows were copied, or compared. */
  readonly progress: (part: 'copied' | 'compared', done: number, total: number) => void
}

export interface Moved {
  readonly tables: readonly { readonly table: string; readonly rows: number }[]
  readonly rows: number
  /** How many were there from a move that was ended before. */
  readonly resumed: number
  /** `there`: it was done before. */
  readonly is: 'moved' | 'ready' | 'there'
}

export type MoveRefusal = Refusal<'target_not_empty' | 'row_not_taken' | 'move_differs'>

/** Throws a Fault where the PostgreSQL cannot be reached, is in use, or of another version. */
export function moveInto(
  url: string,
  source: MoveSource,
  options: MoveOptions,
): Promise<Result<Moved, MoveRefusal>> {
  return onOneConnection(url, async (client) => {
    await refuseInUse(client)
    return new Move(client, source, options).run()
  })
}

type Target = 'empty' | 'half moved' | 'half moved of before' | 'of this vendor' | 'of others'

interface Column {
  readonly name: string
  readonly type: string
}

class Move {
  readonly #client: ClientBase
  readonly #source: MoveSource
  readonly #options: MoveOptions
  readonly #counts: readonly { readonly table: CopiedTable; readonly rows: number }[]
  readonly #total: number

  constructor(client: ClientBase, source: MoveSource, options: MoveOptions) {
    this.#client = client
    this.#source = source
    this.#options = options
    this.#counts = COPIED_TABLES.map((table) => ({ table, rows: source.rows.count(table) }))
    this.#total = this.#counts.reduce((sum, { rows }) => sum + rows, 0)
  }

  async run(): Promise<Result<Moved, MoveRefusal>> {
    const target = await this.#target()
    if (target === 'of others') return err(refusal('target_not_empty', (words) => words.moveTargetOfOthers))
    if (target === 'of this vendor') return this.#again()
    const resumed = target === 'half moved' ? await this.#copiedBefore() : 0
    if (this.#options.dryRun) return ok(this.#moved(resumed, 'ready'))
    if (target !== 'half moved') await this.#begin(target)
    for (const { table } of this.#counts) {
      const why = await this.#copy(table)
      if (why) return err(why)
    }
    const different = await this.#compare()
    if (different !== null) {
      await this.#client.query(`UPDATE ${MOVE_TABLE} SET source = ''`) // the next one begins anew
      return err(refusal('move_differs', (words) => words.moveDiffers(different)))
    }
    await this.#finish()
    return ok(this.#moved(resumed, 'moved'))
  }

  /** Where it was ended after its last step, it is done. */
  async #again(): Promise<Result<Moved, MoveRefusal>> {
    await refuseOtherVersion(this.#client)
    if ((await this.#compare()) === null) return ok(this.#moved(this.#total, 'there'))
    return err(refusal('target_not_empty', (words) => words.moveTargetInService))
  }

  #moved(resumed: number, is: Moved['is']): Moved {
    const tables = this.#counts.map(({ table, rows }) => ({ table: table.name, rows }))
    return { tables, rows: this.#total, resumed, is }
  }

  async #target(): Promise<Target> {
    const { account, state } = this.#source
    if (await isMoveUnderWay(this.#client)) {
      await refuseOtherVersion(this.#client)
      const [row] = await this.#ask<{ account: string; source: string }>(
        `SELECT account, source FROM ${MOVE_TABLE} LIMIT 1`,
      )
      if (row?.account !== account) return 'of others'
      return row.source === state ? 'half moved' : 'half moved of before'
    }
    if (!(await isTable(this.#client, 'migrations')))
      return (await this.#count(
        "pg_class WHERE relkind IN ('r', 'p') AND relnamespace = current_schema()::regnamespace",
      )) === 0
        ? 'empty'
        : 'of others'
    await refuseOtherVersion(this.#client)
    const [held] = await this.#ask<{ id: string }>('SELECT id FROM account')
    if (held) return held.id === account ? 'of this vendor' : 'of others'
    for (const { name } of COPIED_TABLES) if ((await this.#count(name)) > 0) return 'of others'
    return 'empty'
  }

  async #copiedBefore(): Promise<number> {
    const [row] = await this.#ask<{ copied: number }>(`SELECT sum(copied) AS copied FROM ${MOVE_TABLE}`)
    return row?.copied ?? 0
  }

  /** From its end on nobody opens the database before the move has ended. Machines are counted already, in the licenses' rows. */
  #begin(target: Target): Promise<void> {
    return inTransaction(this.#client, async () => {
      await prepareWithin(this.#client)
      await refuseInUse(this.#client) // who prepared it meanwhile is seen now
      const names = COPIED_TABLES.map(({ name }) => name)
      if (target === 'half moved of before')
        await this.#ask(`DROP TABLE ${MOVE_TABLE}; TRUNCATE ${names.join(', ')}`)
      await this.#ask(`CREATE TABLE ${MOVE_TABLE} (table_name TEXT PRIMARY KEY, account TEXT NOT NULL,
        source TEXT NOT NULL, place BIGINT NOT NULL, copied BIGINT NOT NULL)`)
      for (const name of names)
        await this.#ask(`INSERT INTO ${MOVE_TABLE} VALUES ($1, $2, $3, $4, 0)`, [
          name,
          this.#source.account,
          this.#source.state,
          BEFORE_ALL,
        ])
      await this.#ask('ALTER TABLE machines DISABLE TRIGGER USER')
    })
  }

  async #copy(table: CopiedTable): Promise<MoveRefusal | null> {
    const columns = await this.#columns(table)
    const [from] = await this.#ask<{ place: number }>(
      `SELECT place FROM ${MOVE_TABLE} WHERE table_name = $1`,
      [table.name],
    )
    let place = from?.place ?? BEFORE_ALL
    for (;;) {
      const rows = this.#source.rows.after(
        table,
        columns.map(({ name }) => name),
        place,
        STRETCH,
      )
      const last = rows.at(-1)
      if (!last) return null
      const why = await this.#insert(table, columns, rows, last.place)
      if (why) return why
      place = last.place
      this.#options.progress('copied', await this.#copiedBefore(), this.#total)
    }
  }

  /** The rows and how far it came, both or neither. */
  async #insert(
    { name }: CopiedTable,
    columns: readonly Column[],
    rows: readonly PlacedCells[],
    place: number,
  ): Promise<MoveRefusal | null> {
    const names = columns.map((column) => column.name)
    const types = columns.map((column) => `${column.name} ${column.type}`)
    const objects = rows.map(({ cells }) =>
      Object.fromEntries(names.map((column, at) => [column, cells[at]])),
    )
    try {
      await inTransaction(this.#client, async () => {
        await this.#ask(
          `INSERT INTO ${name} (${names.join(', ')}) OVERRIDING SYSTEM VALUE
            SELECT * FROM json_to_recordset($1) AS given (${types.join(', ')})`,
          [JSON.stringify(objects)],
        )
        await this.#ask(`UPDATE ${MOVE_TABLE} SET place = $2, copied = copied + $3 WHERE table_name = $1`, [
          name,
          place,
          rows.length,
        ])
      })
      return null
    } catch (error) {
      if (error instanceof Fault || !isOfTheRow(error)) throw error
      const said = error instanceof Error ? error.message : ''
      return refusal('row_not_taken', (words) => words.moveRowNotTaken(name, said))
    }
  }

  /** The first table that is not the same on both sides; null: all are. */
  async #compare(): Promise<string | null> {
    let compared = 0
    for (const { table } of this.#counts) {
      const columns = (await this.#columns(table)).map(({ name }) => name)
      const sent = createHash('sha256')
      for (const cells of this.#source.rows.inOrder(table, columns)) {
        sent.update(lineOf(cells))
      }
      const arrived = createHash('sha256')
      for await (const rows of this.#stretches(table, columns)) {
        for (const cells of rows) arrived.update(lineOf(cells))
        compared += rows.length
        this.#options.progress('compared', compared, this.#total)
      }
      if (sent.digest('hex') !== arrived.digest('hex')) return table.name
    }
    return null
  }

  async *#stretches({ name, order }: CopiedTable, columns: readonly string[]): AsyncGenerator<Cells[]> {
    const byBytes = order.map((column) => (NUMBERS.has(column) ? column : `${column} COLLATE "C"`))
    await this.#ask('BEGIN')
    try {
      await this.#ask(`DECLARE each_row NO SCROLL CURSOR FOR
        SELECT ${columns.join(', ')} FROM ${name} ORDER BY ${byBytes.join(', ')}`)
      for (;;) {
        const { rows } = await orFault(() =>
          this.#client.query<(string | number | null)[]>({
            text: `FETCH ${STRETCH.rows} FROM each_row`,
            rowMode: 'array',
            types: asNumbers,
          }),
        )
        if (rows.length === 0) return
        yield rows
      }
    } finally {
      await this.#client.query('ROLLBACK').catch(() => undefined)
    }
  }

  /** What comes next goes on behind the last; PostgreSQL has looked at none of it yet. */
  #finish(): Promise<void> {
    return inTransaction(this.#client, async () => {
      for (const { table } of this.#counts) {
        const identity = (await this.#columns(table)).find(({ name }) => NUMBERS.has(name))?.name
        if (identity === undefined) continue
        await this.#ask(
          `SELECT setval(pg_get_serial_sequence('${table.name}', '${identity}'), max(${identity})) FROM ${table.name}`,
        )
      }
      await this.#ask('ALTER TABLE machines ENABLE TRIGGER USER')
      await this.#ask(`DROP TABLE ${MOVE_TABLE}`)
      await this.#ask(`ANALYZE ${this.#counts.map(({ table }) => table.name).join(', ')}`)
    })
  }

  /** Those that are written: what PostgreSQL makes of others it makes again. */
  #columns({ name }: CopiedTable): Promise<Column[]> {
    return this.#ask<Column & Record<string, unknown>>(
      `SELECT column_name AS name, data_type AS type FROM information_schema.columns
        WHERE table_schema = current_schema() AND table_name = $1 AND is_generated = 'NEVER' ORDER BY ordinal_position`,
      [name],
    )
  }

  async #count(from: string): Promise<number> {
    const [row] = await this.#ask<{ count: number }>(`SELECT count(*) AS count FROM ${from}`)
    return row?.count ?? 0
  }

  async #ask<Row extends Record<string, unknown>>(
    text: string,
    values?: readonly (string | number)[],
  ): Promise<Row[]> {
    const answer = await orFault(() => this.#client.query<Row>(text, values && [...values]))
    return answer.rows
  }
}

/** SQLite's places may be below 0 where somebody gave them. */
const BEFORE_ALL = Number.MIN_SAFE_INTEGER
/** PostgreSQL gives them out; SQLite has them in each table. */
const NUMBERS = new Set(['rowid', 'sequence'])

const lineOf = (cells: Cells): string => `${JSON.stringify(cells)}\n`

/** Classes of PostgreSQL's codes: what a value is, and what a table takes. */
const isOfTheRow = (error: unknown): boolean =>
  ['22', '23'].includes(String((error as { code?: unknown }).code).slice(0, 2))
