// Copies of the database: made while the server runs, looked at before they are trusted, and put back
// (docs/vendor-guide.md#back-up).
import { chmodSync, closeSync, copyFileSync, existsSync, mkdirSync, openSync, rmSync } from 'node:fs'
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { backup, DatabaseSync } from 'node:sqlite'
import { iso } from '#shared/instant.ts'
import { err, ok, type Result } from '#shared/result.ts'
import { refusal, type Refusal } from '../back-office/refusal.ts'
import { Fault } from '../fault.ts'
import { accountTable } from '../store/accounts.ts'
import { databaseFault } from '../store/database-fault.ts'
import { newerFault, openAnyVersion, versionIn } from '../store/database.ts'
import { publish } from '../store/write-whole.ts'
import { DATABASE_FILE } from './open-vendor.ts'

const BACKUPS_FOLDER = 'backups'

export type BackupRefusal = Refusal<'output_exists' | 'output_not_written'>

interface CopyOptions {
  /** For what is kept of a database that is about to be replaced. */
  readonly evenDamaged?: boolean
}

/**
 * The file is private to its owner and whole or not there. Refuses a name that is taken. Any version of the database.
 * Throws the Fault `database_damaged` where a restore would refuse the copy.
 */
export async function backUp(
  dataDir: string,
  file: string,
  { evenDamaged = false }: CopyOptions = {},
): Promise<Result<null, BackupRefusal>> {
  const path = join(dataDir, DATABASE_FILE)
  const database = openAnyVersion(path)
  const staged = `${file}.${randomUUID()}.new`
  try {
    if (existsSync(file)) return err(refusal('output_exists', (words) => words.outputExists(file)))
    closeSync(openSync(staged, 'wx', 0o600))
    await backup(database, staged)
    settle(staged)
    if (!evenDamaged) refuseDamaged(staged, path)
    publish(staged, file, false)
    return ok(null)
  } catch (error) {
    const damaged = databaseFault(error, path)
    if (damaged?.code === 'database_damaged') throw damaged
    const fault = databaseFault(error, file)
    const { code } = error as NodeJS.ErrnoException
    if (fault === null && code === undefined) throw error
    return err(
      refusal('output_not_written', ({ backupNotWritten }, words) =>
        backupNotWritten(file, fault?.say(words) ?? code ?? ''),
      ),
    )
  } finally {
    database.close()
    removeWithSideFiles(staged)
  }
}

/** A copy in the folder `backups`, before something is changed for good. Its path. */
export async function keepCopy(
  dataDir: string,
  now: number,
  options: CopyOptions = {},
): Promise<Result<string, BackupRefusal>> {
  const folder = join(dataDir, BACKUPS_FOLDER)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const moment = iso(now).replaceAll(/[-:.]/g, '')
  const file = join(folder, `activation-${moment}.db`)
  const made = await backUp(dataDir, file, options)
  return made.ok ? ok(file) : made
}

export interface Restored {
  /** The database that was there; null: there was none. */
  readonly kept: string | null
  /** Whether `database upgrade` has to come next. */
  readonly older: boolean
}

export type RestoreRefusal = BackupRefusal | Refusal<'backup_of_another'>

/**
 * Puts a copy in the database's place, and keeps what was there. Throws a Fault where the copy is damaged, not this
 * server's, or newer, and where the server runs; refuses a copy of another vendor's database.
 */
export async function restore(
  dataDir: string,
  file: string,
  now: number,
): Promise<Result<Restored, RestoreRefusal>> {
  const path = join(dataDir, DATABASE_FILE)
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  if (!existsSync(file)) throw new Fault('not_initialized', (words) => words.noBackup(file))
  const staged = `${path}.${randomUUID()}.new`
  try {
    copyFileSync(file, staged)
    chmodSync(staged, 0o600)
    const copy = inspect(staged, file)
    const there = existsSync(path) && isReadable(path)
    if (there && copy.account !== accountIn(path))
      return err(refusal('backup_of_another', (words) => words.backupOfAnother(file)))
    const kept = there ? await keepCopy(dataDir, now, { evenDamaged: true }) : ok(null)
    if (!kept.ok) return kept
    if (there) takeAlone(path).close()
    removeWithSideFiles(path, ['-wal', '-shm'])
    publish(staged, path, true)
    return ok({ kept: kept.value, older: copy.older })
  } finally {
    removeWithSideFiles(staged)
  }
}

/**
 * Opens the database where nobody else has it open, so that it can be changed under nobody. Throws the Fault
 * `database_in_use` elsewhere.
 */
export function takeAlone(path: string): DatabaseSync {
  const database = new DatabaseSync(path, { timeout: 0 })
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
    return accountTable(database).read()?.id ?? null
  } finally {
    database.close()
  }
}

function inspect(copy: string, name: string): { account: string | null; older: boolean } {
  const database = openAnyVersion(copy, name)
  try {
    try {
      const { later, missing } = versionIn(database, name)
      if (later !== null) throw newerFault(name, later)
      const damage = damageIn(database)
      if (damage !== null) throw new Fault('database_damaged', (words) => words.backupDamaged(name, damage))
      return { account: accountTable(database).read()?.id ?? null, older: missing.length > 0 }
    } finally {
      settleOpen(database)
    }
  } catch (error) {
    throw databaseFault(error, name) ?? error
  }
}

/** SQLite's own look at every page, in one line; null: whole. */
export function damageIn(database: DatabaseSync): string | null {
  const found = String(database.prepare('PRAGMA quick_check(1)').get()?.['quick_check'])
  return found === 'ok' ? null : (found.split('\n').at(-1) ?? found) // the first line names no page
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
