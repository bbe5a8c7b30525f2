// Whether the vendor's programs can work here: each step looks at one thing, and changes nothing.
import { readdirSync, statfsSync } from 'node:fs'
import { join } from 'node:path'
import { hasNoFilesLeft, hasNoRoom } from '#shared/files/used-up.ts'
import { iso } from '#shared/instant.ts'
import type { ServerWords } from '#shared/messages/messages.ts'
import { Fault } from '../fault.ts'
import { damageIn } from '../store/damage.ts'
import { databaseFault, otherTablesFault, outputFault } from '../store/database-fault.ts'
import { openAnyVersion } from '../store/database.ts'
import { keyTable, type KeyRecord } from '../store/keys.ts'
import { lineageNow, openFileAlone } from '../store/lineage.ts'
import { queriesOf } from '../store/sqlite-connections.ts'
import { isUnfinished } from '../store/staged.ts'
import { isAnythingAt, isFolderThere, statOf } from '../store/plain-files.ts'
import { writesLacking } from '../store/write-count.ts'
import { refuseEarlyClock, refuseSharedFolder } from '../vendor/fit-to-sign.ts'
import {
  BACKUPS_FOLDER,
  DATABASE_FILE,
  databaseIn,
  KEYS_FOLDER,
  openVendor,
  type Clock,
  type Vendor,
} from '../vendor/open-vendor.ts'
import { filesOfOthers } from '../vendor/private-files.ts'
import { readPrivateKey } from '../vendor/signing-key.ts'

export type Finding = {
  readonly step: 'folder' | 'database' | 'disk' | 'signing_key' | 'clock' | 'left_over'
} & ({ readonly fault: Fault } | { readonly fault: null; readonly well: Well })

/** What was found where all is well. */
type DoctorWords = ServerWords['doctor']
type Well = (words: DoctorWords) => string

const LEAST_FREE_BYTES = 50 * 2 ** 20

export async function examine(dataDir: string, clock: Clock = Date.now): Promise<Finding[]> {
  return eachFaultOnce(await lookAtAll(dataDir, clock))
}

/** What stands in the way of several steps is to be moved away once. */
function eachFaultOnce(findings: readonly Finding[]): Finding[] {
  const told = new Set<string>()
  return findings.filter(({ fault }) => {
    if (fault === null) return true
    const isNew = !told.has(fault.message)
    told.add(fault.message)
    return isNew
  })
}

async function lookAtAll(dataDir: string, clock: Clock): Promise<Finding[]> {
  const shared = await look('folder', () => folder(dataDir))
  if (shared.fault?.code === 'not_initialized' || isNoFolder(dataDir)) return [shared]
  const pages = await look('database', () => wholeDatabase(dataDir))
  const opened = await openVendor(dataDir, clock) // which removes what killed commands had begun
  const files = filesOfOthers(dataDir).map((fault): Finding => ({ step: 'folder', fault }))
  const folders = shared.fault || files.length === 0 ? [shared, ...files] : files
  if (!opened.ok) {
    const database = pages.fault ? pages : ({ step: 'database', fault: opened.error } as const)
    return [
      ...folders,
      database,
      ...(await around(dataDir, clock(), await readable(() => keysInFile(dataDir)))),
    ]
  }
  const vendor = opened.value
  try {
    const database = pages.fault ? pages : await look('database', () => signedFor(vendor, pages.well))
    // What is damaged may be readable and even writable: that is not to be counted on.
    const writing = await look('disk', () => writable(vendor))
    const disk = writing.fault ? writing : await look('disk', () => room(dataDir))
    const counted = database.fault
      ? database
      : await look('database', () => upToItsCount(dataDir, database.well))
    const ofDatabase = database.fault ? [database] : [counted, disk]
    const keys = await readable(() => vendor.keys.all())
    const signs = shared.fault || database.fault ? 'nothing' : writing.fault ? 'what_needs_no_room' : 'all'
    return [...folders, ...ofDatabase, ...(await around(dataDir, clock(), keys, signs))]
  } finally {
    await vendor.close()
  }
}

/** What a key that is well signs, by what else was found. */
type Signs = 'all' | 'what_needs_no_room' | 'nothing'

/** All but the database. `keys`: null where it cannot be asked for them. */
async function around(
  dataDir: string,
  now: number,
  keys: readonly KeyRecord[] | null,
  signs: Signs = 'nothing',
): Promise<Finding[]> {
  if (keys === null) return leftOver(dataDir, null)
  const clock = await look('clock', () => clockAgainstKey(keys, now))
  const ofKeys = await Promise.all(
    keys
      .filter(isNeeded)
      .map((key) => look('signing_key', () => signingKey(dataDir, key, clock.fault ? 'nothing' : signs))),
  )
  return [...ofKeys, clock, ...leftOver(dataDir, keys)]
}

/** As far as a damaged database, or one on a full disk, can be asked. */
async function readable<T>(read: () => Promise<T>): Promise<T | null> {
  try {
    return await read()
  } catch (error) {
    if (databaseFault(error) ?? otherTablesFault(error)) return null
    throw error
  }
}

/** Without a log of writes, which a full disk may have no room for. */
async function keysInFile(dataDir: string): Promise<readonly KeyRecord[]> {
  const database = openFileAlone(databaseIn(dataDir))
  try {
    return await keyTable(queriesOf(database)).all()
  } finally {
    database.close()
  }
}

async function signedFor({ dataDir, keys }: Vendor, well: Well): Promise<Well> {
  const path = join(dataDir, DATABASE_FILE)
  if ((await keys.all()).every(({ active }) => !active))
    throw new Fault('database_damaged', (words) => words.noSigningKey(path))
  return well
}

/** What a look throws as a Fault is what is wrong. */
async function look(step: Finding['step'], at: () => Well | Promise<Well>): Promise<Finding> {
  try {
    return { step, fault: null, well: await at() }
  } catch (error) {
    const fault = databaseFault(error)
    if (!fault) throw error
    return { step, fault }
  }
}

/** Where nobody may look, each step says so. */
function isNoFolder(place: string): boolean {
  try {
    return statOf(place)?.isDirectory() !== true
  } catch {
    return false
  }
}

/** Nothing is well about a folder that is not there, or that `init` never prepared. */
function folder(dataDir: string): Well {
  if (
    !isFolderThere(dataDir) ||
    ![DATABASE_FILE, KEYS_FOLDER].some((name) => isAnythingAt(join(dataDir, name)))
  )
    throw new Fault('not_initialized', (words) => words.notInitialized(dataDir))
  refuseSharedFolder(dataDir)
  return (words) => words.folder(dataDir)
}

function wholeDatabase(dataDir: string): Well {
  const path = databaseIn(dataDir)
  const database = openAnyVersion(path)
  try {
    const damage = damageIn(database)
    if (damage !== null) throw new Fault('database_damaged', (words) => words.databaseDamagedAt(path, damage))
    return (words) => words.database(path)
  } finally {
    database.close()
  }
}

/** What a killed server had written may be in its log alone. */
function upToItsCount(dataDir: string, well: Well): Well {
  const path = databaseIn(dataDir)
  const lacking = writesLacking(path, lineageNow(path))
  if (lacking > 0) throw new Fault('database_behind', (words) => words.databaseBehind(path, lacking))
  return well
}

async function writable({ dataDir, store }: Vendor): Promise<Well> {
  if (!(await store.tryWriting()))
    throw new Fault('database_busy', (words) => words.databaseHeld(join(dataDir, DATABASE_FILE)))
  // The log of writes may be there already, and take no further page.
  if (hasNoRoom(dataDir)) throw new Fault('disk_full', (words) => words.diskFull(dataDir))
  return (words) => words.disk
}

/** Where little is left, what is written may still succeed. */
function room(dataDir: string): Well {
  if (hasNoFilesLeft(dataDir)) throw new Fault('disk_full', (words) => words.noFilesLeft(dataDir))
  const { bavail, bsize } = statfsSync(dataDir)
  const free = bavail * bsize
  if (free < LEAST_FREE_BYTES)
    throw new Fault('disk_full', (words) => words.diskAlmostFull(dataDir, Math.floor(free / 1024)))
  return (words) => words.disk
}

/** Those that sign now or were prepared to; of the others the public half is enough. */
const isNeeded = ({ active, until, revoked }: KeyRecord): boolean => active || (until === null && !revoked)

function signingKey(dataDir: string, key: KeyRecord, signs: Signs): Well {
  const { id, active } = key
  readPrivateKey(join(dataDir, KEYS_FOLDER), key)
  if (!active) return (words) => words.preparedKey(id)
  if (signs === 'nothing') return (words) => words.fittingKey(id)
  return (words) => (signs === 'all' ? words.signingKey(id) : words.keyWithoutRoom(id))
}

function clockAgainstKey(keys: readonly KeyRecord[], now: number): Well {
  refuseEarlyClock(keys, now)
  return (words) => words.clock(iso(now))
}

/**
 * What a killed command may have left. Whole files are named and never removed: each may be the only one of its kind; what
 * is not finished is named for as long as somebody may be at it.
 */
function leftOver(dataDir: string, keys: readonly KeyRecord[] | null): Finding[] {
  const used = new Set(keys?.map(({ id }) => `${id}.pem`))
  const unfinished = ['', KEYS_FOLDER, BACKUPS_FOLDER].map((name) =>
    lookInto(join(dataDir, name), (folder, names) => {
      const begun = names.filter(isUnfinished)
      return begun.length === 0 ? null : (words) => words.unfinished(folder, begun)
    }),
  )
  const looks = [
    ...unfinished,
    lookInto(join(dataDir, KEYS_FOLDER), (folder, names) => {
      if (keys === null) return null
      const unused = names.filter((name) => name.endsWith('.pem') && !used.has(name))
      return unused.length === 0 ? null : (words) => words.unusedKeys(folder, unused)
    }),
    lookInto(join(dataDir, BACKUPS_FOLDER), (folder, names) => {
      const copies = names.filter((name) => name.endsWith('.db'))
      const newest = copies.at(-1)
      return newest === undefined ? null : (words) => words.copies(folder, copies.length, newest)
    }),
  ]
  return looks.filter((finding) => finding !== null)
}

/** `of` gets the names sorted, which of copies is by their time. What is no folder that can be listed is a fault. */
function lookInto(
  folder: string,
  of: (folder: string, names: readonly string[]) => Well | null,
): Finding | null {
  try {
    if (!isFolderThere(folder)) return null
    const well = of(folder, readdirSync(folder).toSorted())
    return well && { step: 'left_over', fault: null, well }
  } catch (error) {
    const fault = outputFault(error, folder)
    if (!(fault instanceof Fault)) throw error
    return { step: 'left_over', fault }
  }
}
