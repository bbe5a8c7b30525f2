// What the vendor's side has confirmed, and what a process that was killed may or may not have done: compared with what is
// there once nobody works any more.
import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { examine } from '#server/back-office/doctor.ts'
import { damageIn } from '#server/store/damage.ts'
import { openVendor, type Vendor } from '#server/vendor/open-vendor.ts'

export interface KnownMachine {
  readonly licenseId: string
  /** `unknown`: a question for its seat, or to give it back, had no answer. */
  seat: 'taken' | 'free' | 'unknown'
  /** The latest end of a file that was checked out; 0: none. */
  fileUntil: number
}

export class Known {
  /** By id, the codes. */
  readonly licenses = new Map<string, string>()
  /** By fingerprint. */
  readonly machines = new Map<string, KnownMachine>()
  /** Files that `backup` confirmed, with the licenses that were confirmed before it began. */
  readonly backups = new Map<string, readonly string[]>()
  /** Files that `backup` was killed over. */
  readonly unsure = new Set<string>()
  /** The signing key that `keys rotate` confirmed last. */
  activeKey: string | null = null

  /** Everything that is not as it was confirmed. What was unknown is known from then on. */
  async lossesIn(dataDir: string): Promise<string[]> {
    const opened = await openVendor(dataDir)
    if (!opened.ok) return [`cannot be opened: ${opened.error.message}`]
    const vendor = opened.value
    try {
      return [
        ...(await this.#licensesLost(vendor)),
        ...(await this.#machinesLost(vendor)),
        ...(await this.#keyLost(vendor)),
        ...this.#backupsLost(),
        ...(await notWell(dataDir)),
        ...leftIn(dataDir),
      ]
    } finally {
      await vendor.close()
    }
  }

  async #licensesLost({ store }: Vendor): Promise<string[]> {
    const lost: string[] = []
    for (const [id, code] of this.licenses)
      if ((await store.licenses.byId(id))?.key !== code) lost.push(`license ${id} is lost`)
    return lost
  }

  async #machinesLost(vendor: Vendor): Promise<string[]> {
    const lost = [...this.machines].map(([fingerprint, one]) => machineLost(vendor, fingerprint, one))
    return (await Promise.all(lost)).flat()
  }

  async #keyLost({ keys }: Vendor): Promise<string[]> {
    const [{ id }, confirmed] = [await keys.active(), this.activeKey]
    this.activeKey = id
    return confirmed === null || confirmed === id ? [] : [`${confirmed} signs no more, but ${id}`]
  }

  /** Each once: a backup is looked at when it is new. */
  #backupsLost(): string[] {
    const confirmed = [...this.backups]
    const unsure = [...this.unsure].filter((file) => existsSync(file)).map((file) => [file, []] as const)
    this.backups.clear()
    this.unsure.clear()
    return [...confirmed, ...unsure].flatMap(([file, licenses]) => backupLost(file, licenses))
  }
}

async function machineLost({ store }: Vendor, fingerprint: string, machine: KnownMachine): Promise<string[]> {
  const found = await store.machines.byFingerprint(machine.licenseId, fingerprint)
  const seat = found ? 'taken' : 'free'
  const expected = machine.seat === 'unknown' ? seat : machine.seat
  machine.seat = seat
  if (seat !== expected) return [`the seat of ${fingerprint} is ${seat}, and was confirmed as ${expected}`]
  if (found && (found.fileUntil ?? 0) < machine.fileUntil)
    return [`${fingerprint} was given a file until ${machine.fileUntil}, and ${found.fileUntil} is kept`]
  return []
}

function backupLost(file: string, licenses: readonly string[]): string[] {
  if (!existsSync(file)) return [`${file} was confirmed, and is not there`]
  const database = new DatabaseSync(file, { readOnly: true })
  try {
    const damage = damageIn(database)
    if (damage !== null) return [`${file}: ${damage}`]
    const there = new Set(
      database
        .prepare('SELECT id FROM licenses')
        .all()
        .map((row) => row['id']),
    )
    return licenses.filter((id) => !there.has(id)).map((id) => `${file} lacks ${id}`)
  } finally {
    database.close()
  }
}

/** What `doctor` finds, but for the room on this machine's disk. */
export async function notWell(dataDir: string): Promise<string[]> {
  return (await examine(dataDir)).flatMap(({ fault }) =>
    fault && fault.code !== 'disk_full' ? [`doctor: ${fault.message}`] : [],
  )
}

/** What nobody writes any more is removed by whoever comes next, such as the one who looks. */
export function leftIn(dataDir: string): string[] {
  return readdirSync(dataDir, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.includes('.new'))
    .map((name) => `left ${path.join(dataDir, name)}`)
}
