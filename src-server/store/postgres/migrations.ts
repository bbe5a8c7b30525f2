// The steps by which a PostgreSQL came to its present form, as those of SQLite (migration-files.ts): no library has to know
// them, and the runner is the few lines below. Of several servers that start at once one does them, the others wait.
import type { ClientBase } from 'pg'
import { Fault } from '../../fault.ts'
import { migrationNames, migrationText } from '../migration-files.ts'
import { orFault } from './connections.ts'
import { inTransaction } from './one-connection.ts'

const FOLDER = 'postgres/'
/** Of this program's steps. */
const STEPS_LOCK = 0x61637470
/** It is there from the first row of a `database move` to the last one's comparison. */
export const MOVE_TABLE = 'move_under_way'

export interface Steps {
  readonly names: readonly string[]
  readonly text: (name: string) => string
}

export interface PostgresVersion {
  readonly recorded: ReadonlySet<string>
  readonly missing: readonly string[]
  readonly later: string | null
}

export const ownSteps = (): Steps => ({
  names: migrationNames(FOLDER),
  text: (name) => migrationText(name, FOLDER),
})

/** Makes the tables of one that is empty. Throws a Fault where it is of another version: that is for `database upgrade`. */
export async function prepareEmpty(client: ClientBase, steps = ownSteps()): Promise<void> {
  await inTransaction(client, () => prepareWithin(client, steps))
  await refuseUnready(client, steps)
}

/** The same within a transaction. */
export async function prepareWithin(client: ClientBase, steps = ownSteps()): Promise<void> {
  await lockSteps(client)
  await orFault(() =>
    client.query('CREATE TABLE IF NOT EXISTS migrations (name TEXT PRIMARY KEY, applied BIGINT NOT NULL)'),
  )
  const { recorded, missing } = await versionOfPostgres(client, steps)
  if (recorded.size === 0) await applySteps(client, missing, steps)
}

/** Within a transaction: nobody else brings it on meanwhile. */
export async function lockSteps(client: ClientBase): Promise<void> {
  await orFault(() => client.query(`SELECT pg_advisory_xact_lock(${STEPS_LOCK})`))
}

/** Within a transaction: all or none of them. */
export async function applySteps(
  client: ClientBase,
  names: readonly string[],
  { text }: Steps,
): Promise<void> {
  for (const name of names) {
    await orOtherTables(() => client.query(text(name)))
    await orFault(() =>
      client.query('INSERT INTO migrations (name, applied) VALUES ($1, $2)', [name, Date.now()]),
    )
  }
}

/** Where a step does not fit the tables that are there (codes of PostgreSQL's class 42). */
async function orOtherTables(step: () => Promise<unknown>): Promise<void> {
  try {
    await orFault(step)
  } catch (error) {
    if (!String((error as { code?: unknown }).code).startsWith('42')) throw error
    throw new Fault('database_damaged', (words) => words.otherTables(words.theDatabase))
  }
}

/** Throws a Fault where it was never prepared, is of another version, or where a move into it has not ended. */
export async function refuseUnready(client: ClientBase, steps = ownSteps()): Promise<void> {
  await refuseOtherVersion(client, steps)
  await refuseMove(client)
}

export async function refuseMove(client: ClientBase): Promise<void> {
  if (await isMoveUnderWay(client)) throw new Fault('move_unfinished', (words) => words.moveUnfinished)
}

export async function refuseOtherVersion(client: ClientBase, steps = ownSteps()): Promise<void> {
  const { missing, later } = await versionOfPostgres(client, steps)
  if (later !== null)
    throw new Fault('database_newer', (words) => words.databaseNewer(words.theDatabase, later))
  if (missing.length > 0) throw new Fault('database_older', (words) => words.postgresOlder)
}

export const isMoveUnderWay = (client: ClientBase): Promise<boolean> => isTable(client, MOVE_TABLE)

/** Whether a table of this name is there. */
export async function isTable(client: ClientBase, name: string): Promise<boolean> {
  const { rows } = await orFault(() =>
    client.query<{ readonly there: boolean }>('SELECT to_regclass($1) IS NOT NULL AS there', [name]),
  )
  return rows[0]?.there === true
}

/** Throws the Fault `not_initialized` where this server never made it. */
export async function versionOfPostgres(client: ClientBase, steps = ownSteps()): Promise<PostgresVersion> {
  const { rows } = await orFault(() => client.query<{ readonly name: string }>('SELECT name FROM migrations'))
  const [recorded, known] = [new Set(rows.map(({ name }) => name)), steps.names]
  return {
    recorded,
    missing: known.filter((name) => !recorded.has(name)),
    later: [...recorded].find((name) => !known.includes(name)) ?? null,
  }
}
