// Copies of the database, made while the server runs (docs/vendor-guide.md#back-up).
import { closeSync, existsSync, openSync } from 'node:fs'
import { join } from 'node:path'
import { backup, DatabaseSync } from 'node:sqlite'
import { iso } from '#shared/instant.ts'
import { err, ok, type Result } from '#shared/result.ts'
import { refusal, type Refusal } from '../back-office/refusal.ts'
import { Fault } from '../fault.ts'
import { damageIn } from '../store/damage.ts'
import { databaseFault, outputFault } from '../store/database-fault.ts'
import { newerFault, openAnyVersion, versionIn } from '../store/database.ts'
import { removeDatabase, settle, syncFile } from '../store/one-file.ts'
import { isFolderThere } from '../store/plain-files.ts'
import { stagedName } from '../store/staged.ts'
import { publish } from '../store/write-whole.ts'
import { BACKUPS_FOLDER, databaseIn, removeLeftOvers } from './open-vendor.ts'
import { makePrivateFolder } from './private-folder.ts'

export type BackupRefusal = Refusal<'output_exists'>

interface CopyOptions {
  /** For what is kept of a database that is about to be replaced. */
  readonly evenDamaged?: boolean
}

/**
 * The file is private to its owner and whole or not there. Refuses a name that is taken. This version of the database or
 * an older one. Throws the Fault `database_damaged` or `database_newer` where a restore would refuse the copy,
 * `output_not_written` or `disk_full` where there is no place for it.
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
    if (!evenDamaged) refuseWhatNoRestoreTakes(staged, path)
    syncFile(staged)
    publish(staged, file, false)
    return ok(null)
  } catch (error) {
    const damaged = databaseFault(error, path)
    throw damaged?.code === 'database_damaged' ? damaged : outputFault(error, file)
  } finally {
    database.close()
    removeDatabase(staged)
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
  const file = placeOfKept(dataDir, now)
  const made = await backUp(dataDir, file, options)
  return made.ok ? ok(file) : made
}

/** Its name in that folder: that of the moment. `what`: what it is, where it is no copy to go back to. */
export function placeOfKept(dataDir: string, now: number, what = ''): string {
  const moment = iso(now).replaceAll(/[-:.]/g, '')
  return join(backupsFolder(dataDir), `activation-${moment}${what}.db`)
}

export function backupsFolder(dataDir: string): string {
  const folder = join(dataDir, BACKUPS_FOLDER)
  if (!isFolderThere(folder)) makeFolder(folder)
  return folder
}

/** `path`: the database that it was copied from, which the sentence names. */
function refuseWhatNoRestoreTakes(copy: string, path: string): void {
  const database = new DatabaseSync(copy, { readOnly: true })
  try {
    const { later } = versionIn(database, path)
    if (later !== null) throw newerFault(path, later)
    const damage = damageIn(database)
    if (damage !== null) throw new Fault('database_damaged', (words) => words.damagedNotKept(path, damage))
  } finally {
    database.close()
  }
}
