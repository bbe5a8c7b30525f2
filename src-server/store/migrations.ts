// The steps by which the database came to its present form, one SQL file each (src-server/store/migrations).
import type { DatabaseSync } from 'node:sqlite'
import { searchForm } from '#shared/search-text.ts'
import { lettersForm } from './licenses.ts'
import { otherTablesFault } from './database-fault.ts'
import { migrationNames, migrationText } from './migration-files.ts'

export interface Version {
  /** What this server would do to it, the first step first; empty: it is this server's. */
  readonly missing: readonly string[]
  /** A step that only a later version of this server knows; null: none. */
  readonly later: string | null
}

/** Null: a database that this server never made, or of which nobody can say how far it came. */
export function versionOf(database: DatabaseSync): Version | null {
  const recorded = recordedIn(database)
  const known = migrationNames()
  if (!known[0] || !recorded?.has(known[0])) return null
  return {
    missing: known.filter((name) => !recorded.has(name)),
    later: [...recorded].find((name) => !known.includes(name)) ?? null,
  }
}

/** Each step whole or not at all. The caller has looked for later ones. */
export function migrate(database: DatabaseSync): void {
  database.exec(
    'CREATE TABLE IF NOT EXISTS migrations (name TEXT PRIMARY KEY, applied INTEGER NOT NULL) STRICT',
  )
  addFunctions(database)
  const recorded = recordedIn(database)
  for (const name of migrationNames()) if (!recorded?.has(name)) apply(database, name)
}

/** What a step calls and SQLite does not have. */
function addFunctions(database: DatabaseSync): void {
  const pure = { deterministic: true }
  database.function('search_form', pure, (text) => searchForm(String(text)))
  database.function('letters_form', pure, (text) => lettersForm(String(text)))
}

function recordedIn(database: DatabaseSync): ReadonlySet<string> | null {
  const table = database.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'migrations'")
  if (!table.get()) return null
  try {
    const rows = database.prepare('SELECT name FROM migrations').all()
    return new Set(rows.map((row) => String(row['name'])))
  } catch (error) {
    if (otherTablesFault(error)) return null // another program's table of this name
    throw error
  }
}

function apply(database: DatabaseSync, name: string): void {
  database.exec('PRAGMA synchronous = FULL; BEGIN IMMEDIATE')
  try {
    database.exec(migrationText(name))
    database.prepare('INSERT INTO migrations (name, applied) VALUES (?, ?)').run(name, Date.now())
    database.exec('COMMIT')
  } catch (error) {
    throw otherTablesFault(error) ?? error
  } finally {
    if (database.isTransaction) database.exec('ROLLBACK')
  }
}
