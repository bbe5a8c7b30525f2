// The connections to a PostgreSQL: several that read, and of each program one that changes something at a time. Of all
// programs together it is one: each transaction begins with a lock that the database keeps, so that what was read in it cannot
// change before it writes, as on SQLite.
import { AsyncLocalStorage } from 'node:async_hooks'
import { Client, Pool, types, type CustomTypesConfig, type PoolClient } from 'pg'
import { Fault } from '../../fault.ts'
import type { Given, Queries, Statement, Value } from '../queries.ts'
import { Turns } from '../turns.ts'
import { postgresFault } from './faults.ts'

/** Milliseconds. */
const LIMITS = { connect: 2000, statement: 5000, idleInTransaction: 10_000, lock: 2000 } as const
const MOST_CONNECTIONS = 10
/** Of this program's writers, in all databases of a server. */
const WRITERS = 0x61637469
const ONE_AT_A_TIME = 0x61637471

/** Counts and times are exact as numbers: none is beyond 2^53. */
const NUMBERS = new Set<number>([types.builtins.INT8, types.builtins.NUMERIC, types.builtins.FLOAT8])
export const asNumbers: CustomTypesConfig = {
  getTypeParser: (id, format) => (NUMBERS.has(id) ? Number : (types.getTypeParser(id, format) as unknown)),
}

type How = 'on the disk' | 'quickly'

interface Within {
  readonly client: PoolClient
  isOver: boolean
}

/** The same statement with PostgreSQL's numbered parameters. */
interface Numbered {
  readonly text: string
  readonly order: readonly string[]
}

export class PostgresConnections implements Queries {
  readonly #pool: Pool
  readonly #turns = new Turns()
  #reserved: PoolClient | null = null
  readonly #within = new AsyncLocalStorage<Within>()
  readonly listed = (json: string): string => `SELECT jsonb_array_elements_text(CAST(${json} AS JSONB))`

  /** Throws where the address cannot be read. */
  constructor(url: string) {
    new Client({ connectionString: url }) // which reads it at once; a pool does it for each connection
    this.#pool = new Pool({
      connectionString: url,
      max: MOST_CONNECTIONS,
      types: asNumbers,
      application_name: 'activation-server',
      connectionTimeoutMillis: LIMITS.connect,
      statement_timeout: LIMITS.statement,
      query_timeout: LIMITS.statement + LIMITS.connect,
      idle_in_transaction_session_timeout: LIMITS.idleInTransaction,
      lock_timeout: LIMITS.lock,
    })
    // One that nobody uses was ended by the server: the next query opens another, or says why not.
    this.#pool.on('error', () => undefined)
  }

  prepare(statement: string): Statement {
    const { text, order } = numbered(statement)
    const name = nameOf(text)
    const ask = async (given: Given) => {
      const values = valuesOf(order, given)
      return orFault(() =>
        (this.#client() ?? this.#pool).query<Record<string, unknown>>({ name, text, values }),
      )
    }
    return {
      get: async (...given) => (await ask(given)).rows[0],
      all: async (...given) => (await ask(given)).rows,
      each: (...given) => this.#each(text, valuesOf(order, given)),
      run: async (...given) => (await ask(given)).rowCount ?? 0,
    }
  }

  /** See `Store`. */
  change<T>(work: () => Promise<T>, how: How): Promise<T> {
    if (this.#client()) return work()
    return this.#turns.take(() =>
      this.#reserved
        ? this.#transaction(this.#reserved, work, how)
        : this.with((client) => this.#transaction(client, work, how)),
    )
  }

  /** From now on every transaction is on this one, with what is there for it alone. */
  async reserve(): Promise<PoolClient> {
    this.#reserved = await orFault(() => this.#pool.connect())
    return this.#reserved
  }

  giveUp(): void {
    this.#reserved?.release()
    this.#reserved = null
  }

  /** One that is alone somebody's for as long as `work` takes. */
  async with<T>(work: (client: PoolClient) => Promise<T>): Promise<T> {
    const client = await orFault(() => this.#pool.connect())
    let broken: Error | undefined
    const note = (error: Error) => (broken = error)
    client.on('error', note)
    try {
      return await work(client)
    } catch (error) {
      if (error instanceof Fault && error.code === 'database_away') broken = error
      throw error
    } finally {
      client.off('error', note)
      client.release(broken)
    }
  }

  /** See `Store`. The lock goes with its connection: of a server that was killed in the middle another takes over. */
  oneAtATime(work: () => Promise<void>): Promise<boolean> {
    return this.with(async (client) => {
      const { rows } = await orFault(() =>
        client.query<{ readonly got: boolean }>(`SELECT pg_try_advisory_lock(${ONE_AT_A_TIME}) AS got`),
      )
      if (rows[0]?.got !== true) return false
      try {
        await work()
        return true
      } finally {
        await orFault(() => client.query(`SELECT pg_advisory_unlock(${ONE_AT_A_TIME})`))
      }
    })
  }

  /** The statements of a transaction on a connection that somebody has. */
  async #transaction<T>(client: PoolClient, work: () => Promise<T>, how: How): Promise<T> {
    const within: Within = { client, isOver: false }
    try {
      await orFault(() => client.query('BEGIN'))
      if (how === 'quickly') await orFault(() => client.query('SET LOCAL synchronous_commit = off'))
      await orFault(() => client.query(`SELECT pg_advisory_xact_lock(${WRITERS})`))
      const value = await this.#within.run(within, work)
      await orFault(() => client.query('COMMIT'))
      return value
    } catch (error) {
      await client.query('ROLLBACK').catch(() => undefined) // of a connection that is gone there is nothing to take back
      throw error
    } finally {
      within.isOver = true
    }
  }

  /** Throws a Fault where nothing could be written. */
  async tryWriting(): Promise<void> {
    await this.change(async () => {
      const { rows } = await orFault(() =>
        (this.#client() ?? this.#pool).query<{ readonly transaction_read_only: string }>(
          'SHOW transaction_read_only',
        ),
      )
      if (rows[0]?.transaction_read_only === 'on')
        throw new Fault('database_not_permitted', (words) => words.databaseReadsOnly)
    }, 'quickly')
  }

  async close(): Promise<void> {
    await this.#turns.take(() => this.#pool.end())
  }

  /** A cursor: what is asked for is not held in memory at once. */
  async *#each(text: string, values: readonly Value[]): AsyncGenerator {
    const own = this.#client()
    const client = own ?? (await orFault(() => this.#pool.connect()))
    try {
      if (!own) await orFault(() => client.query('BEGIN'))
      await orFault(() => client.query(`DECLARE each_row NO SCROLL CURSOR FOR ${text}`, [...values]))
      for (;;) {
        const { rows } = await orFault(() => client.query<Record<string, unknown>>('FETCH 500 FROM each_row'))
        yield* rows
        if (rows.length === 0) break
      }
      await orFault(() => client.query('CLOSE each_row'))
    } finally {
      if (!own) {
        await client.query('ROLLBACK').catch(() => undefined)
        client.release()
      }
    }
  }

  #client(): PoolClient | null {
    const within = this.#within.getStore()
    if (within?.isOver) throw new Error('asked after the end of its transaction: an await is missing')
    return within?.client ?? null
  }
}

/** What one connection alone is asked, within no transaction but its own. */
export const queriesOn = (client: PoolClient, listed: Queries['listed']): Queries => ({
  listed,
  prepare(statement) {
    const { text, order } = numbered(statement)
    const ask = (given: Given) =>
      orFault(() => client.query<Record<string, unknown>>(text, [...valuesOf(order, given)]))
    return {
      get: async (...given) => (await ask(given)).rows[0],
      all: async (...given) => (await ask(given)).rows,
      async *each(...given) {
        yield* (await ask(given)).rows
      },
      run: async (...given) => (await ask(given)).rowCount ?? 0,
    }
  },
})

export async function orFault<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask()
  } catch (error) {
    throw postgresFault(error) ?? error
  }
}

const TOKENS = /'(?:[^']|'')*'|"[^"]*"|:([A-Za-z]\w*)|\?/g

function numbered(statement: string): Numbered {
  const order: string[] = []
  const text = statement.replaceAll(TOKENS, (whole, name?: string) => {
    if (whole !== '?' && name === undefined) return whole
    const wanted = name ?? String(order.length)
    if (!order.includes(wanted)) order.push(wanted)
    return `$${order.indexOf(wanted) + 1}`
  })
  return { text, order }
}

function valuesOf(order: readonly string[], given: Given): Value[] {
  const [first] = given
  if (typeof first !== 'object' || first === null) return [...(given as readonly Value[])]
  return order.map((name) => first[name] ?? null)
}

const names = new Map<string, string>()
/** PostgreSQL prepares a statement once a connection, under a name. */
function nameOf(text: string): string {
  const known = names.get(text)
  if (known !== undefined) return known
  const name = `s${names.size}`
  names.set(text, name)
  return name
}
