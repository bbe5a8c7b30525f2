// A vendor's desk, opened from its data folder: what the HTTP server and the commands work on.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { err, ok, type Result } from '#shared/result.ts'
import type { Account } from '../store/accounts.ts'
import { openStore, type Store } from '../store/store.ts'
import { KeyRing } from './key-ring.ts'

/** Milliseconds since 1970 UTC. */
export type Clock = () => number

export interface Vendor {
  readonly account: Account
  readonly store: Store
  readonly keys: KeyRing
  readonly clock: Clock
  close(): void
}

export const DATABASE_FILE = 'activation.db'
export const KEYS_FOLDER = 'keys'

export interface NoVendor {
  readonly code: 'not_initialized'
  readonly message: string
}

/** Refuses a folder that `init` has not prepared; never makes one. */
export function openVendor(dataDir: string, clock: Clock = Date.now): Result<Vendor, NoVendor> {
  const path = join(dataDir, DATABASE_FILE)
  if (!existsSync(path))
    return err({ code: 'not_initialized', message: `${dataDir} holds no vendor data: run "init" first` })
  const store = openStore(path)
  const account = store.account.read()
  if (!account) {
    store.close()
    throw new Error(`${path} has no account: it was not made by "init"`)
  }
  const keys = new KeyRing(store, join(dataDir, KEYS_FOLDER))
  return ok({ account, store, keys, clock, close: store.close })
}
