// Whether a database is whole: each page, each row that another names, the seats and their counts. Nothing is changed, and
// servers go on meanwhile (docs/vendor-guide.md#when-it-does-not-work).
import type { DatabaseSync } from 'node:sqlite'
import { damageIn } from '../store/damage.ts'
import { databaseFault } from '../store/database-fault.ts'
import { openAnyVersion, versionIn } from '../store/database.ts'
import {
  isOfAnother,
  lookAtRows,
  lookAtSteps,
  REFERENCES,
  type Found,
  type Looked,
  type Trouble,
} from '../store/kept-together.ts'
import { databaseIn } from './open-vendor.ts'

/** Of the database in the folder. Throws a Fault where it cannot be looked at. */
export async function verify(dataDir: string): Promise<Looked[]> {
  const path = databaseIn(dataDir)
  const database = openAnyVersion(path)
  try {
    database.exec('BEGIN') // one moment of it
    const { missing, later } = versionIn(database, path)
    const steps = lookAtSteps(missing, later)
    const pages = lookAtPages(database)
    // What is read from a damaged page may be anything.
    if (pages.troubles.length > 0 || isOfAnother(steps)) return [steps, pages]
    const ask = (sql: string) => database.prepare(sql).get() as unknown as Found
    return [steps, pages, ...(await lookAtRows(ask, furtherReferences(database)))]
  } catch (error) {
    throw databaseFault(error, path) ?? error
  } finally {
    database.close()
  }
}

/** As far as SQLite tells: it stops at the hundredth. */
function lookAtPages(database: DatabaseSync): Looked {
  const said = integrityOf(database).filter((one) => one !== 'ok')
  const first = said.find((one) => !one.startsWith('***')) ?? said[0]
  return {
    check: 'pages',
    troubles: first === undefined ? [] : [{ kind: 'damaged', rows: said.length, said: first }],
  }
}

/** Where a page is so wrong that SQLite gives up, it has still something to say of it. */
function integrityOf(database: DatabaseSync): string[] {
  try {
    const found = database.prepare('PRAGMA integrity_check').all()
    return found.flatMap((row) => String(row['integrity_check']).split('\n'))
  } catch (error) {
    if (databaseFault(error)?.code !== 'database_damaged') throw error
    return [damageIn(database) ?? (error as Error).message]
  }
}

/** What SQLite itself finds beside those that every database is asked for. */
function furtherReferences(database: DatabaseSync): Trouble[] {
  const rows = new Map<string, number>()
  for (const { table, parent } of database.prepare('PRAGMA foreign_key_check').iterate()) {
    const isKnown = REFERENCES.some((one) => one.child === table && one.parent === parent)
    if (!isKnown) rows.set(String(table), (rows.get(String(table)) ?? 0) + 1)
  }
  return [...rows].map(([said, count]) => ({ kind: 'damaged', rows: count, said }))
}

/** Of a PostgreSQL. */
export async function verifyPostgres(url: string): Promise<Looked[]> {
  const { lookAtPostgres } = await import('../store/postgres/look.ts') // nobody else waits for its library
  return lookAtPostgres(url)
}
