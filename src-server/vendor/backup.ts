// Copies of the database: made while the server runs, looked at before they are trusted, and put back
// (docs/vendor-guide.md#back-up).
import {
  chmodSync,
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  openSync,
  readSync,
  rmSync,
} from 'node:fs'
import { join } from 'node:path'
import { backup, DatabaseSync } from 'node:sqlite'
import { insteadOfFile } from '#shared/files/given-file.ts'
import { iso } from '#shared/instant.ts'
import { err, ok, type Result } from '#shared/result.ts'
import { refusal, type Refusal } from '../back-office/refusal.ts'
import { Fault } from '../fault.ts'
import { accountTable } from '../store/accounts.ts'
import { damageIn } from '../store/damage.ts'
import { databaseFault, otherTablesFault, outputFault } from '../store/database-fault.ts'
import { newerFault, openAnyVersion, thatIsThere, versionIn } from '../store/database.ts'
import { beginLineage } from '../store/lineage.ts'
import { versionOf } from '../store/migrations.ts'
import { isDatabaseThere, isFileThere, isFolderThere } from '../store/plain-files.ts'
import { stagedName } from '../store/staged.ts'
import { tablesOf } from '../store/store.ts'
import { publish } from '../store/write-whole.ts'
import { BACKUPS_FOLDER, DATABASE_FILE, databaseIn, removeLeftOvers } from './open-vendor.ts'
import { makePrivateFolder } from './private-folder.ts'

export type BackupRefusal = Refusal<'output_exists'>

interface CopyOptions {
  /** For what is kept of a database that is about to be replaced. */
  readonly evenDamaged?: boolean
}

/**
 * The file is private to its owner and whole or not there. Refuses a name that is taken. Any version of the database.
 * Throws the Fault `database_damaged` where a restore would refuse the copy, `output_not_written` or `disk_full` where
 * there is no place for it.
 */
export async function backUp(
  dataDir: string,
  file: string,
  { evenDamaged = false }: CopyOptions = {},
): Promise<Result<null, BackupRefusal>> {
  removeLeftOvers(dataDir)
  const path = databaseIn(dataDir)
  const database = openAnyVersion(path)
  const staged = stagedName(file)
  try {
    if (existsSync(file)) return err(refusal('output_exists', (words) => words.outputExists(file)))
    closeSync(openSync(staged, 'wx', 0o600))
    await backup(database, staged)
    settle(staged)
    if (!evenDamaged) refuseDamaged(staged, path)
    sync(staged)
    publish(staged, file, false)
    return ok(null)
  } catch (error) {
    const damaged = databaseFault(error, path)
    throw damaged?.code === 'database_damaged' ? damaged : outputFault(error, file)
  } finally {
    database.close()
    removeWithSideFiles(staged)
  }
}

function makeFolder(path: string): void {
  try {
    makePrivateFolder(path)
  } catch (error) {
    throw outputFault(error, path)
  }
}

/** A copy in the folder `backups`, before something is changed for good. Its path. */
export async function keepCopy(
  dataDir: string,
  now: number,
  options: CopyOptions = {},
): Promise<Result<string, BackupRefusal>> {
  const folder = backupsFolder(dataDir)
  const moment = iso(now).replaceAll(/[-:.]/g, '')
  const file = join(folder, `activation-${moment}.db`)
  const made = await backUp(dataDir, file, options)
  return made.ok ? ok(file) : made
}

export function backupsFolder(dataDir: string): string {
  const folder = join(dataDir, BACKUPS_FOLDER)
  if (!isFolderThere(folder)) makeFolder(folder)
  return folder
}

export interface Restored {
  /** The database that was there; null: there was none. */
  readonly kept: string | null
  /** Whether `database upgrade` has to come next. */
  readonly older: boolean
}

export type RestoreRefusal = BackupRefusal | Refusal<'backup_of_another'>

/**
 * Puts a copy in the database's place, and keeps what was there. Throws a Fault where there is no data folder, where the
 * copy is damaged, not this server's, or newer, and where the server runs; refuses a copy of another vendor's database.
 */
export async function restore(
  dataDir: string,
  file: string,
  now: number,
): Promise<Result<Restored, RestoreRefusal>> {
  const path = join(dataDir, DATABASE_FILE)
  // A path that somebody mistyped is to be no server's folder from then on.
  if (!isFolderThere(dataDir)) throw new Fault('not_initialized', (words) => words.noDataFolder(dataDir))
  removeLeftOvers(dataDir)
  const staged = stagedName(path)
  try {
    copyToTry(file, staged, path)
    const copy = facts(staged, file, path)
    if (!isDatabaseThere(path) || !isReadable(path)) {
      removeWithSideFiles(path, ['-wal', '-shm', '-journal'])
      sync(staged)
      publish(staged, path, true)
      return ok({ kept: null, older: copy.older })
    }
    if (copy.account !== accountIn(path))
      return err(refusal('backup_of_another', (words) => words.backupOfAnother(file)))
    takeAlone(path).close() // where it is in use nothing is copied
    const kept = await keepCopy(dataDir, now, { evenDamaged: true })
    if (!kept.ok) return kept
    replace(path, staged, kept.value)
    return ok({ kept: kept.value, older: copy.older })
  } finally {
    removeWithSideFiles(staged)
  }
}

/** Nobody can open the older one until the newer has its name: its log of writes would be taken for the newer one's. */
function replace(path: string, staged: string, kept: string): void {
  sync(staged)
  try {
    const older = takeAlone(path)
    try {
      older.exec('PRAGMA journal_mode = DELETE; BEGIN EXCLUSIVE')
      if (process.platform === 'win32') older.close() // there an open file keeps its name
      publish(staged, path, true)
    } finally {
      if (older.isOpen) older.close()
    }
  } catch (error) {
    rmSync(kept, { force: true })
    throw error
  }
}

/** What was written last may be in a file beside it, as where the whole folder was copied. */
function copyToTry(file: string, staged: string, path: string): void {
  const is = insteadOfFile(file)
  if (is !== null) throw new Fault('not_a_backup', (words) => words.noFile(file, is))
  if (!isDatabaseThere(file)) throw new Fault('not_a_backup', (words) => words.noBackup(file))
  for (const suffix of ['', '-wal']) {
    if (!isFileThere(file + suffix)) continue
    try {
      copyFileSync(file + suffix, staged + suffix)
    } catch (error) {
      throw faultOfTheCopy(error, file, path) ?? error
    }
  }
  chmodSync(staged, 0o600)
}

/**
 * Opens the database where nobody else has it open, so that it can be changed under nobody. Throws the Fault
 * `database_in_use` elsewhere.
 */
export function takeAlone(path: string): DatabaseSync {
  const database = new DatabaseSync(thatIsThere(path), { timeout: 0 })
  try {
    database.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN IMMEDIATE; COMMIT')
    return database
  } catch (error) {
    database.close()
    const fault = databaseFault(error, path)
    if (fault?.code !== 'database_busy') throw fault ?? error
    throw new Fault('database_in_use', (words) => words.databaseInUse(path))
  }
}

/** A damaged one is what a restore is for. */
function isReadable(path: string): boolean {
  try {
    accountIn(path)
    return true
  } catch (error) {
    const code = databaseFault(error, path)?.code
    if (code === 'database_damaged') return false
    throw error
  }
}

function accountIn(path: string): string | null {
  const database = openAnyVersion(path)
  try {
    return accountOf(database, path)
  } finally {
    database.close()
  }
}

function accountOf(database: DatabaseSync, path: string): string | null {
  try {
    return accountTable(database).read()?.id ?? null
  } catch (error) {
    throw otherTablesFault(error, path) ?? error
  }
}

/** What is read is the copy at `name`; what is written, and takes room, is for the database at `path`. */
function faultOfTheCopy(error: unknown, name: string, path: string): Fault | null {
  const fault = databaseFault(error, name)
  if (error instanceof Fault || fault === null) return fault
  const { code } = error as NodeJS.ErrnoException
  const isOfDisk = fault.code === 'disk_full' || fault.code === 'disk_trouble' || code === 'EROFS'
  const written = isOfDisk ? outputFault(error, path) : fault
  return written instanceof Fault ? written : fault
}

function facts(copy: string, name: string, path: string): { account: string | null; older: boolean } {
  if (!isDatabase(copy)) throw notABackup(name)
  try {
    const database = openCopy(copy, name)
    try {
      const { later, missing } = versionIn(database, name)
      if (later !== null) throw newerFault(name, later)
      const damage = damageIn(database)
      if (damage !== null) throw new Fault('database_damaged', (words) => words.backupDamaged(name, damage))
      if (missing.length === 0) tablesOf(database, name)
      beginLineage(database)
      return { account: accountOf(database, name), older: missing.length > 0 }
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
// eslint-disable-next-line words/in-messages -- the file’s
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

/** `path`: the database that it was copied from, which the sentence names. */
function refuseDamaged(copy: string, path: string): void {
  const database = new DatabaseSync(copy, { readOnly: true })
  try {
    const damage = damageIn(database)
    if (damage !== null) throw new Fault('database_damaged', (words) => words.damagedNotKept(path, damage))
  } finally {
    database.close()
  }
}

/** Before it gets its name: a power cut must not leave it with a part of its content. */
function sync(path: string): void {
  const file = openSync(path, 'r+')
  try {
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

/** One file: a copy that is carried away has no side files. */
function settle(file: string): void {
  settleOpen(new DatabaseSync(file))
}

function settleOpen(database: DatabaseSync): void {
  try {
    database.exec('PRAGMA wal_checkpoint(TRUNCATE); PRAGMA journal_mode = DELETE')
  } finally {
    database.close()
  }
}

function removeWithSideFiles(
  path: string,
  suffixes: readonly string[] = ['', '-wal', '-shm', '-journal'],
): void {
  for (const suffix of suffixes) rmSync(path + suffix, { force: true })
}
