// One connection to a PostgreSQL, for a command that works on the database as a whole: it may take as long as it takes.
import { setTimeout as pause } from 'node:timers/promises'
import { Client, type ClientBase } from 'pg'
import { Fault } from '../../fault.ts'
import { asNumbers, orFault } from './connections.ts'

/** Milliseconds. */
const CONNECT = 10_000
/** For how long who was killed may still be at its last statement there. */
const LEAVING = { tries: 20, pause: 250 } as const
/** Of all commands that change a database as a whole one at a time. */
const WHOLE = 0x61637472

/** Throws a Fault where the address cannot be used or nobody is there. */
export async function onOneConnection<T>(url: string, work: (client: ClientBase) => Promise<T>): Promise<T> {
  const client = addressed(() => {
    return new Client({
      connectionString: url,
      types: asNumbers,
      application_name: 'activation-server',
      connectionTimeoutMillis: CONNECT,
    })
  })
  client.on('error', () => undefined) // the query that is under way says it
  try {
    await orFault(() => client.connect())
    await orFault(() =>
      client.query('SET statement_timeout = 0; SET idle_in_transaction_session_timeout = 0'),
    )
    return await work(client)
  } finally {
    await client.end().catch(() => undefined)
  }
}

/** Throws a Fault where the address cannot be read, or names a file of certificates that cannot. */
export function addressed<T>(make: () => T): T {
  try {
    return make()
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error)
    throw new Fault('database_not_permitted', (words) => words.databaseAddress(said))
  }
}

/** Throws the Fault `database_in_use` where a server, or another command, has the database open; from then on no second command gets it. */
export async function refuseInUse(client: ClientBase): Promise<void> {
  for (let tries = 0; await isInUse(client); tries += 1) {
    if (tries === LEAVING.tries) throw new Fault('database_in_use', (words) => words.postgresInUse)
    await pause(LEAVING.pause)
  }
}

async function isInUse(client: ClientBase): Promise<boolean> {
  const { rows } = await orFault(() =>
    client.query<{ readonly taken: boolean; readonly others: number }>(`
      SELECT NOT pg_try_advisory_lock(${WHOLE}) AS taken, (
        SELECT count(*) FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'
          AND (application_name = 'activation-server' OR usename = current_user)
      ) AS others`),
  )
  return rows[0]?.taken !== false || rows[0].others > 0
}

/** Whole or not at all. */
export async function inTransaction<T>(
  client: ClientBase,
  work: () => Promise<T>,
  begin = 'BEGIN',
): Promise<T> {
  await orFault(() => client.query(begin))
  try {
    const value = await work()
    await orFault(() => client.query('COMMIT'))
    return value
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined)
    throw error
  }
}
