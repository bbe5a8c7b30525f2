// Whether every page of the database is whole, as far as SQLite can tell.
import type { DatabaseSync } from 'node:sqlite'

/** SQLite's own look at every page, in one line; null: whole. */
export function damageIn(database: DatabaseSync): string | null {
  const found = String(database.prepare('PRAGMA quick_check(1)').get()?.['quick_check'])
  return found === 'ok' ? null : (found.split('\n').at(-1) ?? found) // the first line names no page
}
