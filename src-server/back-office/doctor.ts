// Whether the vendor's programs can work here: each step looks at one thing, and changes nothing.
import { existsSync, statfsSync } from 'node:fs'
import { join } from 'node:path'
import { iso } from '#shared/instant.ts'
import { Fault, type FaultCode } from '../fault.ts'
import { databaseFault } from '../store/database-fault.ts'
import { openAnyVersion } from '../store/database.ts'
import type { KeyRecord } from '../store/keys.ts'
import { damageIn } from '../vendor/backup.ts'
import { refuseEarlyClock, refuseSharedFolder } from '../vendor/fit-to-sign.ts'
import { DATABASE_FILE, openVendor, type Clock, type Vendor } from '../vendor/open-vendor.ts'

export interface Finding {
  readonly step: 'folder' | 'database' | 'disk' | 'signing_key' | 'clock'
  readonly fault: null | {
    readonly code: FaultCode
    readonly message: string
  }
  /** What was found where all is well. */
  readonly words: string
}

const LEAST_FREE_BYTES = 50 * 2 ** 20

export function examine(dataDir: string, clock: Clock = Date.now): Finding[] {
  const before = [look('folder', () => folder(dataDir)), look('database', () => wholeDatabase(dataDir))]
  const vendor = openVendor(dataDir, clock)
  if (!vendor.ok)
    return before.some(({ fault }) => fault)
      ? before
      : [
          ...before,
          look('database', () => {
            throw vendor.error
          }),
        ]
  try {
    return [
      ...before,
      look('disk', () => disk(dataDir, vendor.value)),
      ...vendor.value.keys
        .all()
        .filter(isNeeded)
        .map((key) => look('signing_key', () => signingKey(vendor.value, key))),
      look('clock', () => clockAgainstKey(vendor.value)),
    ]
  } finally {
    vendor.value.close()
  }
}

/** What a look throws as a Fault is what is wrong. */
function look(step: Finding['step'], at: () => string): Finding {
  try {
    return { step, fault: null, words: at() }
  } catch (error) {
    const fault = databaseFault(error)
    if (!fault) throw error
    return { step, fault: { code: fault.code, message: fault.message }, words: '' }
  }
}

function folder(dataDir: string): string {
  refuseSharedFolder(dataDir)
  return `${dataDir} is its owner's alone`
}

function wholeDatabase(dataDir: string): string {
  const path = join(dataDir, DATABASE_FILE)
  if (!existsSync(path))
    throw new Fault('not_initialized', `${dataDir} holds no vendor data: run "init" first`)
  const database = openAnyVersion(path)
  try {
    const damage = damageIn(database)
    if (damage !== null)
      throw new Fault('database_damaged', `${path} is damaged (${damage}): restore a backup (“restore”)`)
    return `${path} is whole`
  } finally {
    database.close()
  }
}

function disk(dataDir: string, vendor: Vendor): string {
  vendor.store.tryWriting()
  const { bavail, bsize } = statfsSync(dataDir)
  if (bavail * bsize < LEAST_FREE_BYTES)
    throw new Fault(
      'disk_full',
      `hardly any room is left on the disk of ${dataDir} (${Math.floor((bavail * bsize) / 1024)} KiB)`,
    )
  return 'the database can be written'
}

/** Those that sign now or were prepared to; of the others the public half is enough. */
const isNeeded = ({ active, until, revoked }: KeyRecord): boolean => active || (until === null && !revoked)

function signingKey(vendor: Vendor, key: KeyRecord): string {
  vendor.keys.load(key)
  return `key ${key.id} ${key.active ? 'signs now' : 'is prepared'}, and is the one that profiles name`
}

function clockAgainstKey(vendor: Vendor): string {
  refuseEarlyClock(vendor)
  return `it is ${iso(vendor.clock())}`
}
