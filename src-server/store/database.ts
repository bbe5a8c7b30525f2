// The SQLite database of one vendor: how it is made and opened, and its transactions
// (docs/formats/stored-files.md).
import { pathToFileURL } from 'node:url'
import { DatabaseSync } from 'node:sqlite'
import { Fault } from '../fault.ts'
import { databaseFault } from './database-fault.ts'
import { beginLineage, countWrite } from './lineage.ts'
import { migrate, versionOf } from './migrations.ts'
import { isDatabaseThere } from './plain-files.ts'

export interface OpenOptions {
  /** Milliseconds that a write waits for another program's; the whole process waits with it. */
  readonly patience?: number
  /** A server that runs knows its own writes: it need not tell others of them, who are commands and soon over. */
  readonly staysOpen?: boolean
}

/** For a command, which has nothing else to do. */
export const COMMAND_PATIENCE = 5000

/** Makes a new one, or adds to a file that is still empty. */
export function createDatabase(path: string): DatabaseSync {
  return opened(path, path, COMMAND_PATIENCE, (database) => {
    beginLineage(database)
    keepLogOfWrites(database)
    migrate(database)
  })
}

/**
 * Opens the file as it is: nothing is upgraded here. Throws a Fault where it is missing, damaged, not permitted, older
 * than this server, or newer: reading that one as ours would lose data. Such a file is not changed.
 */
export function openDatabase(path: string, { patience = COMMAND_PATIENCE }: OpenOptions = {}): DatabaseSync {
  return opened(path, thatIsThere(path), patience, (database) => {
    const { missing, later } = versionIn(database, path)
    if (later !== null) throw newerFault(path, later)
    if (missing.length > 0) throw new Fault('database_older', (words) => words.databaseOlder(path))
    keepLogOfWrites(database)
  })
}

/** Another connection to one that `openDatabase` or `createDatabase` has opened. */
export function openAgain(path: string, patience: number): DatabaseSync {
  return opened(path, thatIsThere(path), patience, keepLogOfWrites)
}

/** Opens one of any version, for what upgrades, copies or looks at it. Nothing is changed by that. */
export function openAnyVersion(path: string): DatabaseSync {
  return opened(path, thatIsThere(path), COMMAND_PATIENCE, (database) => void versionIn(database, path))
}

/** An address by which SQLite opens the file and makes none. Throws the Fault `not_initialized` where there is none. */
export function thatIsThere(path: string): URL {
  if (!isDatabaseThere(path)) throw new Fault('not_initialized', (words) => words.noDatabase(path))
  const address = pathToFileURL(path)
  address.searchParams.set('mode', 'rw')
  return address
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
  address: string | URL,
  patience: number,
  prepare: (database: DatabaseSync) => void,
): DatabaseSync {
  let database: DatabaseSync | null = null
  try {
    database = new DatabaseSync(address, { timeout: patience })
    prepare(database)
    return database
  } catch (error) {
    database?.close()
    throw databaseFault(error, path) ?? error
  }
}

/**
 * Readers and the one writer are in nobody's way. The file says so of itself: only to be set in one that is ours. The log
 * and its index are there from then on: SQLite makes them at the next reading, and a backup comes without them.
 */
function keepLogOfWrites(database: DatabaseSync): void {
  database.exec('PRAGMA journal_mode = WAL; SELECT 1 FROM sqlite_schema')
  database.exec('PRAGMA synchronous = NORMAL')
  database.exec('PRAGMA foreign_keys = ON')
}

/**
 * Runs `work` with the write lock held from its first statement on, so that what it read cannot change before
 * it writes. Committed to the disk when it returns, so that an activation that was answered outlives a power cut;
 * rolled back when it throws. Nobody else may have the connection in hand meanwhile. Statements outside of one (a heartbeat)
 * are not waited for.
 */
export async function transaction<T>(database: DatabaseSync, work: () => Promise<T>): Promise<T> {
  database.exec('PRAGMA synchronous = FULL')
  try {
    return await quickly(database, work)
  } finally {
    database.exec('PRAGMA synchronous = NORMAL')
  }
}

/** As `transaction`, for what need not be on the disk when it was answered. */
export async function quickly<T>(database: DatabaseSync, work: () => Promise<T>): Promise<T> {
  database.exec('BEGIN IMMEDIATE')
  try {
    const value = await work()
    countWrite(database)
    database.exec('COMMIT')
    return value
  } finally {
    rollBackUnlessDone(database)
  }
}

/** After a commit there is nothing left to roll back; SQLite may have done it itself. */
function rollBackUnlessDone(database: DatabaseSync): void {
  if (database.isTransaction) database.exec('ROLLBACK')
}
