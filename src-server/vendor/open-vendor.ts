// A vendor's back office, opened from its data folder: what the HTTP server and the commands work on.
import { join } from 'node:path'
import { err, ok, type Result } from '#shared/result.ts'
import type { Account } from '../store/accounts.ts'
import { Fault } from '../fault.ts'
import { databaseFault } from '../store/database-fault.ts'
import { isThere, type OpenOptions } from '../store/database.ts'
import { removeAbandoned } from '../store/staged.ts'
import { openStore, type Store } from '../store/store.ts'
import { KeyRing } from './key-ring.ts'

/** Milliseconds since 1970 UTC. */
export type Clock = () => number

export interface Vendor {
  readonly dataDir: string
  readonly account: Account
  readonly store: Store
  readonly keys: KeyRing
  readonly clock: Clock
  close(): void
}

export const DATABASE_FILE = 'activation.db'
export const KEYS_FOLDER = 'keys'
export const BACKUPS_FOLDER = 'backups'

/** What commands that were killed had begun to write. */
export function removeLeftOvers(dataDir: string): void {
  for (const folder of ['', KEYS_FOLDER, BACKUPS_FOLDER]) removeAbandoned(join(dataDir, folder))
}

/** A folder that `init` has not prepared, or that cannot be worked on, is a fault; none is made, upgraded or mended. */
export function openVendor(
  dataDir: string,
  clock: Clock = Date.now,
  options: OpenOptions = {},
): Result<Vendor, Fault> {
  const path = join(dataDir, DATABASE_FILE)
  try {
    if (!isThere(path)) return err(new Fault('not_initialized', (words) => words.notInitialized(dataDir)))
    removeLeftOvers(dataDir)
    return ok(opened(dataDir, clock, openStore(path, options)))
  } catch (error) {
    const fault = databaseFault(error, path)
    if (fault) return err(fault)
    throw error
  }
}

/** Throws a Fault, and closes the store, where it has no account. */
function opened(dataDir: string, clock: Clock, store: Store): Vendor {
  try {
    const account = store.account.read()
    if (!account)
      throw new Fault('database_damaged', (words) => words.noAccount(join(dataDir, DATABASE_FILE)))
    const keys = new KeyRing(store, join(dataDir, KEYS_FOLDER))
    return { dataDir, account, store, keys, clock, close: () => store.close() }
  } catch (error) {
    store.close()
    throw error
  }
}
