// Licenses and machines as a vendor of some years has them: to try the back office with, and how the server does with many.
import { randomBytes, randomUUID } from 'node:crypto'
import { nodePrimitives } from '#shared/crypto/node-primitives.ts'
import { deriveUniqueKey } from '#shared/formats/unique-key.ts'
import { DAY } from '#shared/instant.ts'
import { isOnOff } from '#shared/license/license.ts'
import { err, ok, type Result } from '#shared/result.ts'
import type { VendorRecord } from '../store/accounts.ts'
import type { Vendor } from '../vendor/open-vendor.ts'
import { draftLicense } from './create-license.ts'
import { refusal, type Refusal } from './refusal.ts'

export interface DemoLicenses {
  readonly licenses: number
  readonly machines: number
}

/** For how long this vendor has sold licenses without an end. */
const DAYS = 3 * 365

const FIRST =
  'Alder Beacon Cedar Delta Ember Fjord Granite Harbor Iris Juniper Kestrel Lumen Meridian Nova'.split(' ')
const SECOND =
  'Analytics Brewery Clinics Dairy Energy Foods Glass Hotels Insurance Logistics Motors Optics'.split(' ')
const THIRD = ['AG', 'B.V.', 'GmbH', 'Inc.', 'Ltd.', 'S.A.', 'S.p.A.']
const LIMITS = [5, 10, 25, 50, 100, 250, 1000] as const
const SEATS = [1, 1, 1, 1, 2, 3, 5, 10] as const
const PLATFORMS = ['linux', 'windows', 'darwin'] as const
const USUAL_TERMS = [365, 365, 730, null] as const

/**
 * All of them or none. One in eight has ended, one in twenty-five is suspended, one in a hundred revoked; about two thirds
 * of the seats are taken. Refuses (`not_empty`) where a license was ever sold, since nobody could tell which of them are real;
 * `told` hears after each how many there are.
 */
export async function fillWithDemo(
  vendor: Vendor,
  count: number,
  told: (licenses: number) => void,
): Promise<Result<DemoLicenses, Refusal>> {
  const now = vendor.clock()
  const { vendor: facts } = vendor.account
  if (facts.catalogue.length === 0) return err(refusal('no_products', (words) => words.demoWithoutProducts))
  return await vendor.store.transaction(async () => {
    if (await isUsed(vendor)) return err(refusal('not_empty', (words) => words.demoNotEmpty))
    let machines = 0
    for (let index = 0; index < count; index += 1) {
      const made = await addLicense(vendor, facts, index, now)
      if (!made.ok) return made
      machines += made.value
      told(index + 1)
    }
    return ok({ licenses: count, machines })
  })
}

async function isUsed({ store }: Vendor): Promise<boolean> {
  const { licenses, machines } = await store.totals()
  return licenses > 0 || machines > 0
}

/** How many machines it has. */
async function addLicense(
  vendor: Vendor,
  facts: VendorRecord,
  index: number,
  now: number,
): Promise<Result<number, Refusal>> {
  const { store } = vendor
  const { sold, expiry } = timesOf(index, now)
  const seats = of(SEATS, index * 5 + Math.floor(index / 8))
  const draft = await draftLicense(
    vendor,
    {
      owner: ownerOf(index),
      products: productsOf(facts, index),
      machines: seats,
      expiry,
    },
    sold,
  )
  if (!draft.ok) return draft
  const { fields, lastCheckIn } = draft.value
  const id = randomUUID()
  const banned = index % 100 === 17
  await store.licenses.insert(id, { ...fields, suspended: index % 25 === 11, banned }, sold)
  await store.events.record({ time: sold, what: 'license.created', licenseId: id, actor: 'desk' })
  if (lastCheckIn !== null) await store.licenses.markCheckedIn(id, lastCheckIn)
  const taken = Math.round(seats * (((index * 37) % 11) / 10)) % (seats + 1)
  for (let seat = 0; seat < taken; seat += 1) await addMachine(vendor, facts, id, { index, seat, sold })
  return ok(taken)
}

interface Seat {
  readonly index: number
  readonly seat: number
  readonly sold: number
}

async function addMachine(
  { store }: Vendor,
  facts: VendorRecord,
  licenseId: string,
  { index, seat, sold }: Seat,
): Promise<void> {
  const id = randomUUID()
  const hostname = `srv-${String(index).padStart(4, '0')}-${seat + 1}`
  const created = sold + seat * (DAY / 24)
  await store.machines.insert({
    id,
    licenseId,
    fingerprint: deriveUniqueKey(randomBytes(16).toString('hex'), facts, nodePrimitives),
    name: hostname,
    hostname,
    platform: of(PLATFORMS, index + seat),
    ip: [10, (index >> 12) & 255, (index >> 4) & 255, ((index & 15) << 4) + (seat & 15)].join('.'),
    cores: 4 << ((index + seat) % 4),
    memory: null,
    disk: null,
    metadata: {},
    lastHeartbeat: null,
    lastCheckOut: null,
    fileUntil: null,
    created,
    updated: created,
  })
  await store.events.record({
    time: created,
    what: 'machine.created',
    licenseId,
    machineId: id,
    actor: 'license',
  })
}

const of = <T>(list: readonly T[], index: number): T => list[index % list.length] as T

/** Customers come again: some have several licenses. */
function ownerOf(index: number): string {
  const customer = index - (index % 5 === 4 ? 3 : 0)
  const [first, second] = [of(FIRST, customer), of(SECOND, Math.floor(customer / FIRST.length))]
  const names = FIRST.length * SECOND.length
  const third = of(THIRD, Math.floor(customer / names))
  const branch = Math.floor(customer / (names * THIRD.length))
  return `${first} ${second} ${third}${branch === 0 ? '' : ` ${branch + 1}`}`
}

/** One to four of the catalogue. */
function productsOf({ catalogue }: VendorRecord, index: number): string[] {
  const count = Math.min(1 + (index % 4), catalogue.length)
  return Array.from({ length: count }, (_, place) => {
    const { code, type } = of(catalogue, index * 3 + place)
    return isOnOff(type) ? code : `${code}:${of(LIMITS, index + place * 2)}`
  })
}

/** Sold some time within its term; one in eight in the term before. */
function timesOf(index: number, now: number): { readonly sold: number; readonly expiry: number | null } {
  const days = of(USUAL_TERMS, index)
  const ago = ((index * 7919) % 10_007) / 10_007
  if (days === null) return { sold: now - DAY - Math.floor(ago * DAYS) * DAY, expiry: null }
  const term = days * DAY
  const sold = now - DAY - Math.floor(ago * (days - 2)) * DAY - (index % 8 === 5 ? term : 0)
  return { sold, expiry: Math.floor((sold + term) / DAY) * DAY + DAY - 1 }
}
