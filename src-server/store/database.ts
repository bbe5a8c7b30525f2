// The SQLite database of one vendor: how it is made and opened, and its transactions
// (docs/ARCHITECTURE.md#what-is-stored-where).
import { existsSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { Fault } from '../fault.ts'
import { databaseFault } from './database-fault.ts'
import { migrate, versionOf } from './migrations.ts'

export interface OpenOptions {
  /** Milliseconds that a write waits for another program's; the whole process waits with it. */
  readonly patience?: number
}

/** For a command, which has nothing else to do. */
export const COMMAND_PATIENCE = 5000

/** Makes a new one, or adds to a file that is still empty. */
export function createDatabase(path: string): DatabaseSync {
  return opened(path, COMMAND_PATIENCE, migrate)
}

/**
 * Opens the file as it is: nothing is upgraded here. Throws a Fault where it is missing, damaged, not permitted, older
 * than this server, or newer: reading that one as ours would lose data.
 */
export function openDatabase(path: string, { patience = COMMAND_PATIENCE }: OpenOptions = {}): DatabaseSync {
  if (!existsSync(path)) throw new Fault('not_initialized', (words) => words.noDatabase(path))
  return opened(path, patience, (database) => {
    const { missing, later } = versionIn(database, path)
    if (later !== null) throw newerFault(path, later)
    if (missing.length > 0) throw new Fault('database_older', (words) => words.databaseOlder(path))
  })
}

/**
 * Opens one of any version, for what upgrades, copies or looks at it. Nothing is changed by that. `called`: what a
 * sentence names instead of a file that nobody knows.
 */
export function openAnyVersion(path: string, called = path): DatabaseSync {
  if (!existsSync(path)) throw new Fault('not_initialized', (words) => words.noDatabase(called))
  return opened(path, COMMAND_PATIENCE, (database) => void versionIn(database, called), called)
}

/** Throws a Fault where this server never made it. */
export function versionIn(database: DatabaseSync, path: string) {
  const version = versionOf(database)
  if (version) return version
  throw new Fault('database_damaged', (words) => words.otherDatabase(path))
}

export const newerFault = (path: string, later: string): Fault =>
  new Fault('database_newer', (words) => words.databaseNewer(path, later))

function opened(
  path: string,
  patience: number,
  prepare: (database: DatabaseSync) => void,
  called = path,
): DatabaseSync {
  let database: DatabaseSync | null = null
  try {
    database = new DatabaseSync(path)
    database.exec(`PRAGMA busy_timeout = ${patience}`)
    database.exec('PRAGMA journal_mode = WAL')
    database.exec('PRAGMA synchronous = NORMAL')
    database.exec('PRAGMA foreign_keys = ON')
    prepare(database)
    return database
  } catch (error) {
    database?.close()
    throw databaseFault(error, called) ?? error
  }
}

/**
 * Runs `work` with the write lock held from its first statement on, so that what it read cannot change before
 * it writes. Committed to the disk when it returns, so that an activation that was answered outlives a power cut;
 * rolled back when it throws. Within another one it is a part of that. Statements outside of one (a heartbeat) are not
 * waited for.
 */
export function transaction<T>(database: DatabaseSync, work: () => T): T {
  if (database.isTransaction) return work()
  database.exec('PRAGMA synchronous = FULL; BEGIN IMMEDIATE')
  try {
    const value = work()
    database.exec('COMMIT')
    return value
  } finally {
    rollBackUnlessDone(database)
    database.exec('PRAGMA synchronous = NORMAL')
  }
}

/** After a commit there is nothing left to roll back; SQLite may have done it itself. */
function rollBackUnlessDone(database: DatabaseSync): void {
  if (database.isTransaction) database.exec('ROLLBACK')
}
