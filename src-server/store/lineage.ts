// Whether the bytes of the database's file are still its own. A copy that is written over them keeps the file's identity,
// and SQLite, which reads its log of writes above them, mixes both. So each write counts on, and what begins anew has
// another number of its own; both are in the file's first hundred bytes
// (https://www.sqlite.org/fileformat.html#the_database_header).
import { randomInt } from 'node:crypto'
import { DatabaseSync, type StatementSync } from 'node:sqlite'
import { pathToFileURL } from 'node:url'

export interface Lineage {
  /** Of what was made or restored at one time; 0: before there were numbers. */
  readonly id: number
  readonly writes: number
}

interface Asked {
  readonly id: StatementSync
  readonly writes: StatementSync
}

/** Once a connection: each write asks. */
const prepared = new WeakMap<DatabaseSync, Asked>()

function askedOf(database: DatabaseSync): Asked {
  const known = prepared.get(database)
  if (known) return known
  const id = database.prepare('PRAGMA application_id')
  const writes = database.prepare('PRAGMA user_version')
  prepared.set(database, { id, writes })
  return { id, writes }
}

const writesOf = ({ writes }: Asked): number => (writes.get() as { user_version: number }).user_version

export function lineageOf(database: DatabaseSync): Lineage {
  const asked = askedOf(database)
  const { application_id: id } = asked.id.get() as { application_id: number }
  return { id, writes: writesOf(asked) }
}

/** To be called in each transaction that writes. */
export function countWrite(database: DatabaseSync): void {
  database.exec(`PRAGMA user_version = ${(writesOf(askedOf(database)) + 1) | 0}`)
}

/** To be called on what has no log of writes beside it. */
export function beginLineage(database: DatabaseSync): void {
  database.exec(`PRAGMA application_id = ${randomInt(1, 2 ** 31 - 1)}`)
}

/** Without the log above it, and to read only. Through SQLite: another way to close it would end SQLite's locks on it. */
export function openFileAlone(path: string): DatabaseSync {
  const address = pathToFileURL(path)
  address.searchParams.set('immutable', '1')
  // Where a full disk cut what was moved into the file, it names more pages than it has until that is done again: SQLite
  // reads the head of such a file only for who may mend its schema (“lockBtree” in its btree.c).
  const database = new DatabaseSync(address, { readOnly: true, defensive: false })
  database.exec('PRAGMA writable_schema = ON')
  return database
}

export function lineageInFile(path: string): Lineage {
  const database = openFileAlone(path)
  try {
    return lineageOf(database)
  } finally {
    database.close()
  }
}

/** Of the file and the log above it, by a connection that remembers nothing. */
export function lineageNow(path: string): Lineage {
  const database = new DatabaseSync(path, { readOnly: true })
  try {
    return lineageOf(database)
  } finally {
    database.close()
  }
}

/** What a file that nobody else writes can become. The count goes round after 2³² writes. */
export const isContinued = (before: Lineage, after: Lineage): boolean =>
  before.id === after.id && ((after.writes - before.writes) | 0) >= 0
