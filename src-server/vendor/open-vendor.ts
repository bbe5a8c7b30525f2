// A vendor's back office, opened from its data folder: what the HTTP server and the commands work on.
import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { err, ok, type Result } from '#shared/result.ts'
import type { Account } from '../store/accounts.ts'
import { Fault } from '../fault.ts'
import { databaseFault } from '../store/database-fault.ts'
import type { OpenOptions } from '../store/database.ts'
import { isAnythingAt, isDatabaseThere, isFolderThere } from '../store/plain-files.ts'
import { abandonedIn, removeAbandoned } from '../store/staged.ts'
import { openStore } from '../store/sqlite-store.ts'
import type { Store } from '../store/store.ts'
import { SteadyTime } from '../activation/steady-time.ts'
import { KeyRing } from './key-ring.ts'

/** Milliseconds since 1970 UTC. */
export type Clock = () => number

export interface Vendor {
  readonly dataDir: string
  readonly account: Account
  readonly store: Store
  readonly keys: KeyRing
  readonly clock: Clock
  readonly steady: Pick<SteadyTime, 'isInDoubt'>
  close(): Promise<void>
}

export const DATABASE_FILE = 'activation.db'
export const KEYS_FOLDER = 'keys'
export const BACKUPS_FOLDER = 'backups'

/** What `init` calls a database that is not ready, after the key that it makes with it. */
export const unreadyName = (keyId: string): string => `init-${keyId}`
const UNREADY = /^init-([0-9a-f]{8})\./

/** What commands that were killed had begun to write; of an `init` its key, too, for which there never was a database. */
export function removeLeftOvers(dataDir: string): void {
  for (const file of keysOf(abandonedIn(dataDir), dataDir))
    rmSync(join(dataDir, KEYS_FOLDER, file), { force: true })
  for (const folder of ['', KEYS_FOLDER, BACKUPS_FOLDER]) removeAbandoned(join(dataDir, folder))
}

/** Of each `init` among them: where there is no database, that key never had one. */
function keysOf(names: readonly string[], dataDir: string): string[] {
  if (isAnythingAt(join(dataDir, DATABASE_FILE))) return []
  return names.flatMap((name) => {
    const [, id] = UNREADY.exec(name) ?? []
    return id === undefined ? [] : [`${id}.pem`]
  })
}

/**
 * The private keys that a vendor would lose. None is that of an `init` which has not ended, be it under way or killed, here
 * or on another machine: of two at once one gets the database, and the other takes its key back.
 */
export function keyFilesIn(dataDir: string): string[] {
  try {
    const unready = new Set(keysOf(readdirSync(dataDir), dataDir))
    const names = readdirSync(join(dataDir, KEYS_FOLDER))
    return names.filter((name) => name.endsWith('.pem') && !unready.has(name))
  } catch {
    return [] // no folder of keys
  }
}

/** The path of the database. Throws a Fault where there is none, by what else there is, or where something else lies there. */
export function databaseIn(dataDir: string): string {
  const path = join(dataDir, DATABASE_FILE)
  if (isFolderThere(dataDir) && isDatabaseThere(path)) return path
  const keys = join(dataDir, KEYS_FOLDER)
  if (keyFilesIn(dataDir).length > 0)
    throw new Fault('database_missing', (words) => words.databaseGone(path, keys))
  throw new Fault('not_initialized', (words) => words.notInitialized(dataDir))
}

export interface VendorOptions extends OpenOptions {
  /** The address of a PostgreSQL; the folder holds the keys alone then. */
  readonly database?: string | undefined
  /** Milliseconds that only go on; where another clock than the system's is given, that one does unless told otherwise. */
  readonly monotonic?: Clock | undefined
}

const monotonicBeside = (clock: Clock): Clock => (clock === Date.now ? () => performance.now() : clock)

/** A folder that `init` has not prepared, or that cannot be worked on, is a fault; none is made, upgraded or mended. */
export async function openVendor(
  dataDir: string,
  clock: Clock = Date.now,
  { monotonic = monotonicBeside(clock), database, ...options }: VendorOptions = {},
): Promise<Result<Vendor, Fault>> {
  const path = join(dataDir, DATABASE_FILE)
  try {
    if (database === undefined) databaseIn(dataDir)
    else if (!isFolderThere(join(dataDir, KEYS_FOLDER)))
      throw new Fault('not_initialized', (words) => words.notInitialized(dataDir))
    removeLeftOvers(dataDir)
    const store = database === undefined ? openStore(path, options) : await openPostgres(database)
    return ok(await opened(dataDir, clock, monotonic, store))
  } catch (error) {
    const fault = databaseFault(error, path)
    if (fault) return err(fault)
    throw error
  }
}

/** Nobody else waits for its library. */
async function openPostgres(address: string): Promise<Store> {
  const { openPostgresStore } = await import('../store/postgres/store.ts')
  return openPostgresStore(address)
}

/** Throws a Fault, and closes the store, where it has no account. */
async function opened(dataDir: string, clock: Clock, monotonic: Clock, store: Store): Promise<Vendor> {
  try {
    const account = await store.account.read()
    if (!account)
      throw new Fault('database_damaged', (words) => words.noAccount(join(dataDir, DATABASE_FILE)))
    const keys = new KeyRing(store, join(dataDir, KEYS_FOLDER))
    const steady = new SteadyTime(clock, monotonic)
    return { dataDir, account, store, keys, clock, steady, close: () => store.close() }
  } catch (error) {
    await store.close()
    throw error
  }
}
