// Brings a database that an earlier version made to this server's form: only when it is asked for, after a copy was made,
// and while nobody else has it open (docs/vendor-guide.md#a-new-version).
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import { ok, type Result } from '#shared/result.ts'
import { databaseFault } from '../store/database-fault.ts'
import { newerFault, openAnyVersion, versionIn } from '../store/database.ts'
import { migrate } from '../store/migrations.ts'
import { removeDatabase } from '../store/one-file.ts'
import { stagedName } from '../store/staged.ts'
import { takeAlone } from '../store/take-alone.ts'
import { backUp, backupsFolder, keepCopy, type BackupRefusal } from './backup.ts'
import { DATABASE_FILE, databaseIn, removeLeftOvers } from './open-vendor.ts'

export interface Upgraded {
  /** The first step first; empty: there was nothing to do. */
  readonly steps: readonly string[]
  /** The copy that was made before; null: nothing was changed. */
  readonly kept: string | null
}

/** Throws a Fault where the database is newer, damaged, or in use. */
export async function upgrade(dataDir: string, now: number): Promise<Result<Upgraded, BackupRefusal>> {
  removeLeftOvers(dataDir)
  const path = databaseIn(dataDir)
  const steps = stepsFor(path)
  if (steps.length === 0) return ok({ steps, kept: null })
  takeAlone(path).close()
  const kept = await keepCopy(dataDir, now)
  if (!kept.ok) return kept
  run(path, takeAloneOr(path, kept.value))
  return ok({ steps, kept: kept.value })
}

/** Where another program came in between nothing is changed, and no copy is needed. */
function takeAloneOr(path: string, kept: string): DatabaseSync {
  try {
    return takeAlone(path)
  } catch (error) {
    rmSync(kept, { force: true })
    throw error
  }
}

/** The same on a copy that is thrown away: says what would be done, and that it can be done. */
export async function tryUpgrade(dataDir: string): Promise<Result<Upgraded, BackupRefusal>> {
  removeLeftOvers(dataDir)
  const path = databaseIn(dataDir)
  const steps = stepsFor(path)
  if (steps.length === 0) return ok({ steps, kept: null })
  const tried = stagedName(join(backupsFolder(dataDir), DATABASE_FILE))
  try {
    const made = await backUp(dataDir, tried)
    if (!made.ok) return made
    run(tried, takeAlone(tried))
    return ok({ steps, kept: null })
  } finally {
    removeDatabase(tried)
  }
}

function stepsFor(path: string): readonly string[] {
  const database = openAnyVersion(path)
  try {
    const { missing, later } = versionIn(database, path)
    if (later !== null) throw newerFault(path, later)
    return missing
  } finally {
    database.close()
  }
}

function run(path: string, database: DatabaseSync): void {
  try {
    migrate(database)
  } catch (error) {
    throw databaseFault(error, path) ?? error
  } finally {
    database.close()
  }
}
