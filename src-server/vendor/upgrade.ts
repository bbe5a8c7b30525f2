// Brings a database that an earlier version made to this server's form: only when it is asked for, after a copy was made,
// and while nobody else has it open (docs/vendor-guide.md#a-new-version).
import { copyFileSync, rmSync } from 'node:fs'
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import { ok, type Result } from '#shared/result.ts'
import { databaseFault } from '../store/database-fault.ts'
import { newerFault, openAnyVersion, versionIn } from '../store/database.ts'
import { migrate } from '../store/migrations.ts'
import { keepCopy, takeAlone, type BackupRefusal } from './backup.ts'
import { DATABASE_FILE } from './open-vendor.ts'

export interface Upgraded {
  /** The first step first; empty: there was nothing to do. */
  readonly steps: readonly string[]
  /** The copy that was made before; null: nothing was changed. */
  readonly kept: string | null
}

/** Throws a Fault where the database is newer, damaged, or in use. */
export async function upgrade(dataDir: string, now: number): Promise<Result<Upgraded, BackupRefusal>> {
  const path = join(dataDir, DATABASE_FILE)
  const steps = stepsFor(path)
  if (steps.length === 0) return ok({ steps, kept: null })
  takeAlone(path).close()
  const kept = await keepCopy(dataDir, now)
  if (!kept.ok) return kept
  run(path, takeAlone(path))
  return ok({ steps, kept: kept.value })
}

/** The same on a copy that is thrown away: says what would be done, and that it can be done. */
export async function tryUpgrade(dataDir: string, now: number): Promise<Result<Upgraded, BackupRefusal>> {
  const path = join(dataDir, DATABASE_FILE)
  const steps = stepsFor(path)
  if (steps.length === 0) return ok({ steps, kept: null })
  const kept = await keepCopy(dataDir, now)
  if (!kept.ok) return kept
  const tried = `${kept.value}.${randomUUID()}.try`
  try {
    copyFileSync(kept.value, tried)
    run(tried, takeAlone(tried))
    return ok({ steps, kept: null })
  } finally {
    for (const file of [kept.value, tried])
      for (const suffix of ['', '-wal', '-shm']) rmSync(file + suffix, { force: true })
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
