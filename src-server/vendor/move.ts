// Moves the database in the data folder into a PostgreSQL (docs/vendor-guide.md#to-postgresql). It stays as it was, and nobody
// else has it open meanwhile.
import type { DatabaseSync } from 'node:sqlite'
import type { Result } from '#shared/result.ts'
import { Fault } from '../fault.ts'
import { damageIn } from '../store/damage.ts'
import { newerFault, openAnyVersion, versionIn } from '../store/database.ts'
import { lineageOf } from '../store/lineage.ts'
import type { Moved, MoveOptions, MoveRefusal } from '../store/postgres/move-into.ts'
import { SqliteRows } from '../store/sqlite-rows.ts'
import { takeAlone } from '../store/take-alone.ts'
import { accountOf } from './copy-to-restore.ts'
import { databaseIn, removeLeftOvers } from './open-vendor.ts'

/** Throws a Fault where either database cannot be used, is of another version, or in use. */
export async function move(
  dataDir: string,
  url: string,
  options: MoveOptions,
): Promise<Result<Moved, MoveRefusal>> {
  removeLeftOvers(dataDir)
  const path = databaseIn(dataDir)
  const steps = stepsOf(path)
  const database = takeAlone(path)
  try {
    database.exec('PRAGMA query_only = ON')
    const account = await wholeAccount(database, path)
    const { id, writes } = lineageOf(database)
    const state = `${id} ${writes} ${steps}`
    const { moveInto } = await import('../store/postgres/move-into.ts') // nobody else waits for its library
    return await moveInto(url, { account, state, rows: new SqliteRows(database) }, options)
  } finally {
    database.close()
  }
}

/** How far it came. Throws a Fault where it is of another version. */
function stepsOf(path: string): number {
  const database = openAnyVersion(path)
  try {
    const { missing, later } = versionIn(database, path)
    if (later !== null) throw newerFault(path, later)
    if (missing.length > 0) throw new Fault('database_older', (words) => words.databaseOlder(path))
    return Number(database.prepare('SELECT count(*) AS count FROM migrations').get()?.['count'])
  } finally {
    database.close()
  }
}

async function wholeAccount(database: DatabaseSync, path: string): Promise<string> {
  const damage = damageIn(database)
  if (damage !== null) throw new Fault('database_damaged', (words) => words.databaseDamagedAt(path, damage))
  const account = await accountOf(database, path)
  if (account === null) throw new Fault('database_damaged', (words) => words.noAccount(path))
  return account
}
