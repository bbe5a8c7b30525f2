// The SQLite database of one vendor: how it is opened, its migrations and its transactions
// (docs/ARCHITECTURE.md#what-is-stored-where).
import { readdirSync, readFileSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'

const MIGRATIONS = new URL('./migrations/', import.meta.url)
const BUSY_TIMEOUT_MS = 10_000

/**
 * Opens the file (made where it is missing) and applies the migrations it lacks, each whole or not at all.
 * Throws where a later version of this server has already changed it: reading it as ours would lose data.
 */
export function openDatabase(path: string): DatabaseSync {
  const database = new DatabaseSync(path)
  try {
    database.exec(`PRAGMA busy_timeout = ${BUSY_TIMEOUT_MS}`)
    database.exec('PRAGMA journal_mode = WAL')
    database.exec('PRAGMA synchronous = NORMAL')
    database.exec('PRAGMA foreign_keys = ON')
    migrate(database)
    return database
  } catch (error) {
    database.close()
    throw error
  }
}

function migrate(database: DatabaseSync): void {
  database.exec(
    'CREATE TABLE IF NOT EXISTS migrations (name TEXT PRIMARY KEY, applied INTEGER NOT NULL) STRICT',
  )
  const known = migrationNames()
  const recorded = new Set(
    database
      .prepare('SELECT name FROM migrations')
      .all()
      .map((row) => String(row['name'])),
  )
  const foreign = [...recorded].find((name) => !known.includes(name))
  if (foreign) throw new Error(`the database was changed by a later version of this server (${foreign})`)
  for (const name of known.filter((candidate) => !recorded.has(candidate))) apply(database, name)
}

function migrationNames(): string[] {
  return readdirSync(MIGRATIONS)
    .filter((name) => /^\d{3}_\w+\.sql$/.test(name))
    .sort()
}

function apply(database: DatabaseSync, name: string): void {
  transaction(database, () => {
    // Another process may have applied it while this one waited for the lock.
    if (database.prepare('SELECT 1 FROM migrations WHERE name = ?').get(name)) return
    database.exec(readFileSync(new URL(name, MIGRATIONS), 'utf8'))
    database.prepare('INSERT INTO migrations (name, applied) VALUES (?, ?)').run(name, Date.now())
  })
}

/**
 * Runs `work` with the write lock held from its first statement on, so that what it read cannot change before
 * it writes. Committed to the disk when it returns, so that an activation that was answered outlives a power cut;
 * rolled back when it throws. Not to be nested. Statements outside of one (a heartbeat, a validation's time) are
 * not waited for.
 */
export function transaction<T>(database: DatabaseSync, work: () => T): T {
  database.exec('PRAGMA synchronous = FULL; BEGIN IMMEDIATE')
  try {
    const value = work()
    database.exec('COMMIT')
    return value
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK')
    throw error
  } finally {
    database.exec('PRAGMA synchronous = NORMAL')
  }
}
