// Puts a copy in the database's place, and keeps what was there (docs/vendor-guide.md#back-up).
import { chmodSync, copyFileSync, linkSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { insteadOfFile } from '#shared/files/given-file.ts'
import { err, ok, type Result } from '#shared/result.ts'
import { refusal, type Refusal } from '../back-office/refusal.ts'
import { Fault } from '../fault.ts'
import { databaseFault, outputFault } from '../store/database-fault.ts'
import { openAnyVersion } from '../store/database.ts'
import { removeDatabase, removeSideFiles, syncFile } from '../store/one-file.ts'
import { isDatabaseThere, isFileThere, isFolderThere } from '../store/plain-files.ts'
import { stagedName } from '../store/staged.ts'
import { takeAlone } from '../store/take-alone.ts'
import { publish } from '../store/write-whole.ts'
import { keepCopy, placeOfKept, type BackupRefusal } from './backup.ts'
import { accountOf, faultOfTheCopy, lookAtCopy } from './copy-to-restore.ts'
import { DATABASE_FILE, removeLeftOvers } from './open-vendor.ts'

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
    const copy = await lookAtCopy(staged, file, path)
    if (!isDatabaseThere(path) || !(await isReadable(path))) {
      const kept = isDatabaseThere(path) ? setAside(dataDir, path, now) : null
      removeSideFiles(path)
      syncFile(staged)
      publish(staged, path, true)
      return ok({ kept, older: copy.older })
    }
    if (copy.account !== (await accountIn(path)))
      return err(refusal('backup_of_another', (words) => words.backupOfAnother(file)))
    takeAlone(path).close() // where it is in use nothing is copied
    const kept = await keepCopy(dataDir, now, { evenDamaged: true })
    if (!kept.ok) return kept
    replace(path, staged, kept.value)
    return ok({ kept: kept.value, older: copy.older })
  } finally {
    removeDatabase(staged)
  }
}

/** Nobody can open the older one until the newer has its name: its log of writes would be taken for the newer one's. */
function replace(path: string, staged: string, kept: string): void {
  syncFile(staged)
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

/** What cannot be copied as a database keeps its bytes: a second name, for whoever gets more out of them. That name. */
function setAside(dataDir: string, path: string, now: number): string {
  const kept = placeOfKept(dataDir, now, '-damaged')
  try {
    linkSync(path, kept)
    for (const suffix of ['-wal', '-journal'])
      if (isFileThere(path + suffix)) renameSync(path + suffix, kept + suffix)
  } catch (error) {
    throw outputFault(error, kept)
  }
  return kept
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

/** A damaged one is what a restore is for. */
async function isReadable(path: string): Promise<boolean> {
  try {
    await accountIn(path)
    return true
  } catch (error) {
    const code = databaseFault(error, path)?.code
    if (code === 'database_damaged') return false
    throw error
  }
}

async function accountIn(path: string): Promise<string | null> {
  const database = openAnyVersion(path)
  try {
    return await accountOf(database, path)
  } finally {
    database.close()
  }
}
