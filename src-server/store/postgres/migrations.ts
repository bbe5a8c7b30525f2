// The steps by which a PostgreSQL came to its present form, as those of SQLite (migration-files.ts): no library has to know
// them, and the runner is the few lines below. Of several servers that start at once one does them, the others wait.
import type { PoolClient } from 'pg'
import { migrationNames, migrationText } from '../migration-files.ts'

const FOLDER = 'postgres/'
/** Of this program's steps. */
const STEPS_LOCK = 0x61637470

export interface PostgresVersion {
  readonly missing: readonly string[]
  readonly later: string | null
}

export async function migratePostgres(client: PoolClient): Promise<void> {
  await client.query('BEGIN')
  try {
    await client.query(`SELECT pg_advisory_xact_lock(${STEPS_LOCK})`)
    await client.query(
      'CREATE TABLE IF NOT EXISTS migrations (name TEXT PRIMARY KEY, applied BIGINT NOT NULL)',
    )
    for (const name of (await versionOfPostgres(client)).missing) {
      await client.query(migrationText(name, FOLDER))
      await client.query('INSERT INTO migrations (name, applied) VALUES ($1, $2)', [name, Date.now()])
    }
    await client.query('COMMIT')
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined)
    throw error
  }
}

/** Fails with the code of a table that is missing where this server never made it. */
export async function versionOfPostgres(client: PoolClient): Promise<PostgresVersion> {
  const { rows } = await client.query<{ readonly name: string }>('SELECT name FROM migrations')
  const [recorded, known] = [new Set(rows.map(({ name }) => name)), migrationNames(FOLDER)]
  return {
    missing: known.filter((name) => !recorded.has(name)),
    later: [...recorded].find((name) => !known.includes(name)) ?? null,
  }
}
