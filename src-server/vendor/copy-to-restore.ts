// Whether a file may become the database: looked at before it is trusted.
import { closeSync, openSync, readSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { Fault } from '../fault.ts'
import { accountTable } from '../store/accounts.ts'
import { damageIn } from '../store/damage.ts'
import { databaseFault, otherTablesFault, outputFault } from '../store/database-fault.ts'
import { newerFault, versionIn } from '../store/database.ts'
import { beginLineage } from '../store/lineage.ts'
import { versionOf } from '../store/migrations.ts'
import { queriesOf } from '../store/sqlite-connections.ts'
import { settleOpen } from '../store/one-file.ts'
import { sqliteTables } from '../store/sqlite-store.ts'

export interface Copy {
  /** Whose database it is; null: nobody's yet. */
  readonly account: string | null
  /** Of a version before this one. */
  readonly older: boolean
}

/**
 * Opens the file `copy`, which was made of the one that is called `name` and is to take the place of the database at
 * `path`, and begins a lineage of its own in it. Throws a Fault where it is no such database, damaged, or newer.
 */
export async function lookAtCopy(copy: string, name: string, path: string): Promise<Copy> {
  if (!isDatabase(copy)) throw notABackup(name)
  try {
    const database = openCopy(copy, name)
    try {
      const { later, missing } = versionIn(database, name)
      if (later !== null) throw newerFault(name, later)
      const damage = damageIn(database)
      if (damage !== null) throw new Fault('database_damaged', (words) => words.backupDamaged(name, damage))
      if (missing.length === 0) sqliteTables(database, name)
      beginLineage(database)
      return { account: await accountOf(database, name), older: missing.length > 0 }
    } finally {
      settleOpen(database)
    }
  } catch (error) {
    throw faultOfTheCopy(error, name, path) ?? error
  }
}

const notABackup = (name: string) => new Fault('not_a_backup', (words) => words.notABackup(name))

function openCopy(copy: string, name: string): DatabaseSync {
  const database = new DatabaseSync(copy)
  try {
    if (versionOf(database)) return database
    throw notABackup(name)
  } catch (error) {
    database.close()
    throw error
  }
}

/** How every file of SQLite begins (https://www.sqlite.org/fileformat.html#the_database_header). */
// eslint-disable-next-line words/in-messages -- bytes of SQLite’s format, which nobody reads as words
const FIRST_BYTES = Buffer.from('SQLite format 3\0', 'latin1')

function isDatabase(path: string): boolean {
  const file = openSync(path, 'r')
  try {
    const first = Buffer.alloc(FIRST_BYTES.length)
    readSync(file, first)
    return first.equals(FIRST_BYTES)
  } finally {
    closeSync(file)
  }
}

/** Null: of a database that was made and never filled. */
export async function accountOf(database: DatabaseSync, path: string): Promise<string | null> {
  try {
    return (await accountTable(queriesOf(database)).read())?.id ?? null
  } catch (error) {
    throw otherTablesFault(error, path) ?? error
  }
}

/** What is read is the copy at `name`; what is written, and takes room, is for the database at `path`. */
export function faultOfTheCopy(error: unknown, name: string, path: string): Fault | null {
  const fault = databaseFault(error, name)
  if (error instanceof Fault || fault === null) return fault
  const { code } = error as NodeJS.ErrnoException
  const isOfDisk = fault.code === 'disk_full' || fault.code === 'disk_trouble' || code === 'EROFS'
  const written = isOfDisk ? outputFault(error, path) : fault
  return written instanceof Fault ? written : fault
}
