// Whether the vendor's programs can work here: each step looks at one thing, and changes nothing.
import { lstatSync, readdirSync, statfsSync } from 'node:fs'
import { join } from 'node:path'
import { hasNoFilesLeft } from '#shared/files/used-up.ts'
import { iso } from '#shared/instant.ts'
import type { ServerWords } from '#shared/messages/messages.ts'
import { Fault } from '../fault.ts'
import { damageIn } from '../store/damage.ts'
import { databaseFault, outputFault } from '../store/database-fault.ts'
import { isThere, openAnyVersion } from '../store/database.ts'
import type { KeyRecord } from '../store/keys.ts'
import { refuseEarlyClock, refuseSharedFolder } from '../vendor/fit-to-sign.ts'
import {
  BACKUPS_FOLDER,
  DATABASE_FILE,
  KEYS_FOLDER,
  openVendor,
  type Clock,
  type Vendor,
} from '../vendor/open-vendor.ts'

export type Finding = {
  readonly step: 'folder' | 'database' | 'disk' | 'signing_key' | 'clock' | 'left_over'
} & ({ readonly fault: Fault } | { readonly fault: null; readonly well: Well })

/** What was found where all is well. */
type DoctorWords = ServerWords['doctor']
type Well = (words: DoctorWords) => string

const LEAST_FREE_BYTES = 50 * 2 ** 20

export function examine(dataDir: string, clock: Clock = Date.now): Finding[] {
  const folderLook = look('folder', () => folder(dataDir))
  const pages = look('database', () => wholeDatabase(dataDir))
  const opened = openVendor(dataDir, clock)
  if (!opened.ok) return [folderLook, pages.fault ? pages : { step: 'database', fault: opened.error }]
  const vendor = opened.value
  try {
    const database = pages.fault ? pages : look('database', () => signedFor(vendor, pages.well))
    // What is damaged may be readable and even writable: that is not to be counted on.
    if (database.fault) return [folderLook, database, ...readable(() => around(vendor))]
    return [folderLook, database, look('disk', () => disk(dataDir, vendor)), ...around(vendor)]
  } finally {
    vendor.close()
  }
}

/** Its database apart. */
const around = (vendor: Vendor): Finding[] => [
  ...vendor.keys
    .all()
    .filter(isNeeded)
    .map((key) => look('signing_key', () => signingKey(vendor, key))),
  look('clock', () => clockAgainstKey(vendor)),
  ...leftOver(vendor),
]

/** As far as a damaged database can be asked. */
function readable(findings: () => Finding[]): Finding[] {
  try {
    return findings()
  } catch (error) {
    if (databaseFault(error)) return []
    throw error
  }
}

function signedFor({ dataDir, keys }: Vendor, well: Well): Well {
  const path = join(dataDir, DATABASE_FILE)
  if (keys.all().every(({ active }) => !active))
    throw new Fault('database_damaged', (words) => words.noSigningKey(path))
  return well
}

/** What a look throws as a Fault is what is wrong. */
function look(step: Finding['step'], at: () => Well): Finding {
  try {
    return { step, fault: null, well: at() }
  } catch (error) {
    const fault = databaseFault(error)
    if (!fault) throw error
    return { step, fault }
  }
}

function folder(dataDir: string): Well {
  refuseSharedFolder(dataDir)
  return (words) => words.folder(dataDir)
}

function wholeDatabase(dataDir: string): Well {
  const path = join(dataDir, DATABASE_FILE)
  if (!isThere(path)) throw new Fault('not_initialized', (words) => words.notInitialized(dataDir))
  const database = openAnyVersion(path)
  try {
    const damage = damageIn(database)
    if (damage !== null) throw new Fault('database_damaged', (words) => words.databaseDamagedAt(path, damage))
    return (words) => words.database(path)
  } finally {
    database.close()
  }
}

function disk(dataDir: string, vendor: Vendor): Well {
  vendor.store.tryWriting()
  if (hasNoFilesLeft(dataDir)) throw new Fault('disk_full', (words) => words.noFilesLeft(dataDir))
  const { bavail, bsize } = statfsSync(dataDir)
  const free = bavail * bsize
  if (free < LEAST_FREE_BYTES)
    throw new Fault('disk_full', (words) => words.diskAlmostFull(dataDir, Math.floor(free / 1024)))
  return (words) => words.disk
}

/** Those that sign now or were prepared to; of the others the public half is enough. */
const isNeeded = ({ active, until, revoked }: KeyRecord): boolean => active || (until === null && !revoked)

function signingKey(vendor: Vendor, key: KeyRecord): Well {
  vendor.keys.load(key)
  return (words) => (key.active ? words.signingKey(key.id) : words.preparedKey(key.id))
}

function clockAgainstKey(vendor: Vendor): Well {
  refuseEarlyClock(vendor)
  const now = iso(vendor.clock())
  return (words) => words.clock(now)
}

/** Whole files that a killed command may have left. Named and never removed: each may be the only one of its kind. */
function leftOver({ dataDir, keys }: Vendor): Finding[] {
  const used = new Set(keys.all().map(({ id }) => `${id}.pem`))
  const looks = [
    lookInto(join(dataDir, KEYS_FOLDER), (folder, names) => {
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
    const well = of(folder, readdirSync(folder).toSorted())
    return well && { step: 'left_over', fault: null, well }
  } catch (error) {
    const isAbsent = (error as NodeJS.ErrnoException).code === 'ENOENT'
    if (isAbsent && !lstatSync(folder, { throwIfNoEntry: false })) return null
    const fault = outputFault(error, folder)
    if (!(fault instanceof Fault)) throw error
    return { step: 'left_over', fault }
  }
}
