// A license in lines for a representative and in JSON for a script.
import { columns } from '#shared/columns.ts'
import { maskLicenseCode } from '#shared/formats/license-code.ts'
import { dayOfIso, iso, isoOrNull, withMoments } from '#shared/instant.ts'
import type { ServerWords } from '#shared/messages/messages.ts'
import { printableLine } from '#shared/printable.ts'
import { licenseStatus } from '../activation/keygen-status.ts'
import type { CoveredProduct, License, LicenseMetadata } from '../store/licenses.ts'
import type { Vendor } from '../vendor/open-vendor.ts'

/** What `license list`, `show` and `create` print with `--json`. */
export async function licenseJson(vendor: Vendor, license: License) {
  return {
    id: license.id,
    code: license.key,
    ...license.metadata,
    application: (await vendor.store.products.byId(license.productId))?.code ?? null,
    policy: await policyOf(vendor, license),
    overrides: license.overrides,
    uses: license.uses,
    checkedIn: isoOrNull(license.lastCheckIn),
    status: licenseStatus(license, vendor.clock()).toLowerCase(),
    expires: isoOrNull(license.expiry),
    machines: {
      used: license.machinesCount,
      kept: await seatsKept(vendor, license),
      limit: license.maxMachines,
    },
    checkOutDays: license.checkOutDays,
    created: iso(license.created),
    updated: iso(license.updated),
  }
}

async function policyOf({ store }: Vendor, license: License) {
  const { id, name } = await store.policies.of(license)
  return { id, name }
}

const day = (instant: string | null, none: string): string => (instant === null ? none : dayOfIso(instant))

/** What a sale comes to, and what to do with it. */
export function saleLines({ key, id, expiry, metadata }: License, { license: words }: ServerWords): string {
  const sold = fieldLines([
    [words.code, key],
    [words.id, id],
    [words.expires, day(isoOrNull(expiry), words.never)],
    [words.products, metadata.products.map((product) => productWords(product, words)).join(', ')],
  ])
  return `${sold}\n\n${words.afterSale}`
}

export async function licenseLines(
  vendor: Vendor,
  license: License,
  { license: words }: ServerWords,
): Promise<string> {
  const { metadata } = license
  const fields: readonly (readonly [string, string])[] = [
    [words.code, license.key],
    [words.id, license.id],
    [words.owner, metadata.owner],
    [words.status, words.statuses[licenseStatus(license, vendor.clock())]],
    [words.expires, day(isoOrNull(license.expiry), words.never)],
    [words.machines, await seatsWords(vendor, license, words)],
    [words.policy, (await policyOf(vendor, license)).name],
    [words.overrides, overridesWords(license)],
    [words.checkOut, words.daysAtMost(license.checkOutDays)],
    [words.products, metadata.products.map((product) => productWords(product, words)).join(', ')],
    [words.grace, words.days(metadata.graceDays)],
    [words.overLimit, overLimitWords(metadata.overLimit, words)],
    [words.maintenance, day(metadata.maintenanceUntil, '-')],
    [words.features, metadata.features.join(', ') || '-'],
    [words.notes, metadata.notes ?? '-'],
  ]
  return fieldLines(fields)
}

export function fieldLines(fields: readonly (readonly [string, string])[]): string {
  const width = Math.max(...fields.map(([name]) => name.length)) + 2
  return fields.map(([name, value]) => `${`${name}:`.padEnd(width)} ${printableLine(value)}`).join('\n')
}

/** Seats of machines that were released while their files still hold. */
const seatsKept = async ({ store, clock }: Vendor, { id }: License): Promise<number> =>
  (await store.released.seatsKept(id, clock())).count

async function seatsWords(vendor: Vendor, license: License, words: ServerWords['license']): Promise<string> {
  const kept = await seatsKept(vendor, license)
  const { machinesCount: used, maxMachines: most } = license
  return kept === 0 ? words.seats(used, most) : words.seatsKept(used, most, kept)
}

const overridesWords = ({ overrides }: License): string =>
  Object.entries(overrides)
    .map(([name, value]) => `${name}=${value}`)
    .join(', ') || '-'

/** By its code, as commands take it. */
export const productWords = ({ code, type, limit }: CoveredProduct, words: ServerWords['license']): string =>
  limitWords(code, type, limit === null ? null : String(limit), words)

/** By its name, for a customer. */
export const namedProduct = ({ name, type, limit }: CoveredProduct, words: ServerWords['license']): string =>
  limitWords(printableLine(name), type, limit === null ? null : words.number(limit), words)

function limitWords(product: string, type: string, limit: string | null, words: ServerWords['license']) {
  if (type === 'Status') return product
  return limit === null ? words.notLimited(product) : words.limited(product, limit, type)
}

export const overLimitWords = (rule: LicenseMetadata['overLimit'], words: ServerWords['license']): string =>
  typeof rule === 'number' ? words.days(rule) : words.overLimits[rule]

/** One line a license; the code is masked, since a list is what gets looked at over a shoulder. */
export function licenseTable(
  vendor: Vendor,
  licenses: readonly License[],
  { heads, license: words }: ServerWords,
): string {
  const header = [heads.id, heads.code, heads.owner, heads.status, heads.expires, heads.machines]
  const rows = licenses.map((license) => [
    license.id,
    maskLicenseCode(license.key),
    license.metadata.owner,
    words.statuses[licenseStatus(license, vendor.clock())],
    day(isoOrNull(license.expiry), words.never),
    `${license.machinesCount}/${license.maxMachines}`,
  ])
  return table([header, ...rows])
}

export interface ListedPage {
  readonly limit: number
  readonly offset: number
}

/** Below a list that is not all there is: how much of it that is, and how to see the rest. */
export function partOf(
  { length }: readonly unknown[],
  total: number,
  { offset, limit }: ListedPage,
  { part }: ServerWords,
): string[] {
  if (length === total) return []
  const next = offset + limit
  return [`${part.shown(length, total)} ${next < total ? part.next(next) : part.first}`]
}

/** On a terminal that is narrower than the table, each row is a few lines. No cell is cut: ids and keys are copied. */
export function table([header = [], ...rows]: readonly (readonly string[])[]): string {
  const { isTTY, columns: width } = process.stdout
  const cells = rows.map((row) => row.map((cell) => withMoments(cell)))
  return columns(header, cells, { width: isTTY ? width : null, longest: Infinity })
}
