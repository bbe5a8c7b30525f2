// A vendor's back office, opened from its data folder: what the HTTP server and the commands work on.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { err, ok, type Result } from '#shared/result.ts'
import type { Account } from '../store/accounts.ts'
import { Fault } from '../fault.ts'
import { databaseFault } from '../store/database-fault.ts'
import type { OpenOptions } from '../store/database.ts'
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

/** A folder that `init` has not prepared, or that cannot be worked on, is a fault; none is made, upgraded or mended. */
export function openVendor(
  dataDir: string,
  clock: Clock = Date.now,
  options: OpenOptions = {},
): Result<Vendor, Fault> {
  const path = join(dataDir, DATABASE_FILE)
  if (!existsSync(path)) return err(new Fault('not_initialized', (words) => words.notInitialized(dataDir)))
  try {
    const store = openStore(path, options)
    const account = store.account.read()
    if (account) {
      const keys = new KeyRing(store, join(dataDir, KEYS_FOLDER))
      return ok({ dataDir, account, store, keys, clock, close: () => store.close() })
    }
    store.close()
    return err(new Fault('database_damaged', (words) => words.noAccount(path)))
  } catch (error) {
    const fault = databaseFault(error, path)
    if (fault) return err(fault)
    throw error
  }
}
