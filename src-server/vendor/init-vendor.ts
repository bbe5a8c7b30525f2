// Prepares a data folder for a vendor: signing key, database, account and the first application.
import { randomUUID } from 'node:crypto'
import { closeSync, openSync } from 'node:fs'
import { join } from 'node:path'
import { vendorProfile } from '#shared/contract/vendor-profile.ts'
import { err, ok, type Result } from '#shared/result.ts'
import { explainProfile } from '#shared/messages/explain-profile.ts'
import type { ServerWords } from '#shared/messages/messages.ts'
import { addApplication } from '../back-office/add-application.ts'
import { refusal, type Refusal } from '../back-office/refusal.ts'
import type { Account, VendorRecord } from '../store/accounts.ts'
import { outputFault } from '../store/database-fault.ts'
import { createStore } from '../store/sqlite-store.ts'
import type { Store } from '../store/store.ts'
import { removeDatabase } from '../store/one-file.ts'
import { isDatabaseThere, isFolderThere, statOf } from '../store/plain-files.ts'
import { stagedName } from '../store/staged.ts'
import { publish } from '../store/write-whole.ts'
import { newKeyRecord } from './key-ring.ts'
import { DATABASE_FILE, keyFilesIn, KEYS_FOLDER, removeLeftOvers, unreadyName } from './open-vendor.ts'
import { makePrivateFolder, writableByOthers } from './private-folder.ts'
import { generateSigningKey, removeSigningKey, writeSigningKey, type SigningKey } from './signing-key.ts'

export type InitRefusal = Refusal<'already_initialized' | 'vendor_file_invalid' | 'folder_writable_by_others'>

export interface Initialized {
  readonly account: Account
  readonly keyId: string
  readonly productId: string
}

/**
 * `template`: the parsed JSON of a vendor profile; its keys and server ids are not taken over, since this back office
 * makes its own. A folder that it makes is private to its owner. Refuses a folder that has a database, or keys of one that
 * is gone, and leaves no half-made one behind: the database gets its name when it is complete.
 */
export async function initVendor(
  dataDir: string,
  template: unknown,
  now: number,
  database?: string,
): Promise<Result<Initialized, InitRefusal>> {
  const vendor = readTemplate(template)
  if (!vendor.ok) return vendor
  const path = join(dataDir, DATABASE_FILE)
  const taken = refusal('already_initialized', (words) => words.alreadyInitialized(dataDir))
  if (isDatabaseThere(path)) return err(taken)
  const folder = preparePrivateFolder(dataDir)
  if (!folder.ok) return folder
  removeLeftOvers(dataDir)
  const keys = join(dataDir, KEYS_FOLDER)
  if (keyFilesIn(dataDir).length > 0)
    return err(refusal('already_initialized', (words) => words.keysWithoutDatabase(keys)))

  if (database !== undefined) return initPostgres(database, keys, vendor.value, now)
  const key = generateSigningKey()
  const staged = stagedName(join(dataDir, unreadyName(key.id)))
  try {
    closeSync(openSync(staged, 'wx', 0o600)) // SQLite gives its side files the mode of the database
    const initialized = await fill(staged, vendor.value, key, now)
    writeSigningKey(keys, key)
    publish(staged, path, false)
    return ok(initialized)
  } catch (error) {
    if (!isOneFile(staged, path)) removeSigningKey(keys, key.id)
    if (isDatabaseThere(path)) return err(taken) // another process was faster
    throw error
  } finally {
    removeDatabase(staged)
  }
}

/** The database is there, and empty. Its key is written before it is named there, and goes where nothing comes of it. */
async function initPostgres(
  database: string,
  keys: string,
  vendor: VendorRecord,
  now: number,
): Promise<Result<Initialized, InitRefusal>> {
  const { createPostgresStore } = await import('../store/postgres/store.ts') // nobody else waits for its library
  const store = await createPostgresStore(database)
  const key = generateSigningKey()
  try {
    return await store.transaction(async () => {
      if (await store.account.read())
        return err(refusal('already_initialized', (words) => words.databaseInitialized))
      writeSigningKey(keys, key)
      return ok(await insertAll(store, vendor, key, now))
    })
  } catch (error) {
    removeSigningKey(keys, key.id)
    throw error
  } finally {
    await store.close()
  }
}

/** Once the database has its name its key is needed, whatever came after that. */
function isOneFile(staged: string, path: string): boolean {
  const [one, other] = [statOf(staged), statOf(path)]
  return one !== undefined && one.ino === other?.ino && one.dev === other.dev
}

/** Looked at before it is made, and again: between the two somebody else could have made it. Throws what kept it from being made, a Fault where it is known. */
function preparePrivateFolder(dataDir: string): Result<null, InitRefusal> {
  const keys = join(dataDir, KEYS_FOLDER)
  const shared = () => writableByOthers(dataDir, [KEYS_FOLDER])
  try {
    isFolderThere(dataDir) // throws where something else is
    const before = shared()
    if (before === null && !isFolderThere(keys)) makePrivateFolder(keys)
    const path = before ?? shared()
    if (path === null) return ok(null)
    return err(refusal('folder_writable_by_others', (words) => words.folderShared(path)))
  } catch (error) {
    throw outputFault(error, dataDir)
  }
}

function readTemplate(template: unknown): Result<VendorRecord, InitRefusal> {
  const parsed = vendorProfile.safeParse(template)
  if (!parsed.success) {
    const { error } = parsed
    const why = ({ noVendorProfile, profileRules }: ServerWords['refusals']) =>
      noVendorProfile(explainProfile(error, profileRules))
    return err(refusal('vendor_file_invalid', why))
  }
  const { server, keys: _keys, ...own } = parsed.data
  return ok({ ...own, serverUrl: server.url })
}

async function fill(path: string, vendor: VendorRecord, key: SigningKey, now: number): Promise<Initialized> {
  const store = createStore(path)
  try {
    return await store.transaction(() => insertAll(store, vendor, key, now))
  } finally {
    await store.close()
  }
}

async function insertAll(
  store: Store,
  vendor: VendorRecord,
  key: SigningKey,
  now: number,
): Promise<Initialized> {
  const account: Account = { id: randomUUID(), vendor, created: now }
  await store.account.insert(account)
  await store.keys.insert(newKeyRecord(key, now))
  const product = await addApplication(store, { code: vendor.id, name: vendor.name }, now)
  if (!product.ok) throw new Error(product.error.message)
  await store.events.record({ time: now, what: 'account.created', actor: 'desk', details: { key: key.id } })
  return { account, keyId: key.id, productId: product.value.id }
}
