// A license in lines for a representative and in JSON for a script.
import { maskLicenseCode } from '#shared/formats/license-code.ts'
import { iso, isoOrNull } from '#shared/instant.ts'
import { licenseStatus } from '../activation/keygen-status.ts'
import type { Changed } from '../back-office/change-license.ts'
import type { CoveredProduct, License } from '../store/licenses.ts'
import type { Vendor } from '../vendor/open-vendor.ts'
import type { Outcome } from './command-line.ts'

/** What `license list`, `show` and `create` print with `--json`. */
export function licenseJson(vendor: Vendor, license: License) {
  return {
    id: license.id,
    code: license.key,
    ...license.metadata,
    application: vendor.store.products.byId(license.productId)?.code ?? null,
    status: licenseStatus(license, vendor.clock()).toLowerCase(),
    expires: isoOrNull(license.expiry),
    machines: { used: license.machinesCount, kept: seatsKept(vendor, license), limit: license.maxMachines },
    checkOutDays: license.checkOutDays,
    created: iso(license.created),
    updated: iso(license.updated),
  }
}

const day = (instant: string | null, none: string): string => instant?.slice(0, 10) ?? none

export function licenseLines(vendor: Vendor, license: License): string {
  const { metadata } = license
  const fields: [string, string][] = [
    ['License Code', license.key],
    ['License ID', license.id],
    ['Owner', metadata.owner],
    ['Status', licenseStatus(license, vendor.clock()).toLowerCase()],
    ['Expires', day(isoOrNull(license.expiry), 'never')],
    ['Machines', machinesWords(vendor, license)],
    ['Check-out', `${license.checkOutDays} days at the most`],
    ['Products', metadata.products.map(productWords).join(', ')],
    ['Grace', `${metadata.graceDays} days`],
    [
      'Over limit',
      typeof metadata.overLimit === 'number' ? `${metadata.overLimit} days` : metadata.overLimit,
    ],
    ['Maintenance', day(metadata.maintenanceUntil, '-')],
    ['Features', metadata.features.join(', ') || '-'],
    ['Notes', metadata.notes ?? '-'],
  ]
  return fields.map(([name, value]) => `${`${name}:`.padEnd(14)} ${value}`).join('\n')
}

/** Seats of machines that were released while their files still hold. */
const seatsKept = ({ store, clock }: Vendor, { id }: License): number =>
  store.released.seatsKept(id, clock()).count

function machinesWords(vendor: Vendor, license: License): string {
  const kept = seatsKept(vendor, license)
  const used = `${license.machinesCount} of ${license.maxMachines}`
  return kept === 0 ? used : `${used}, and ${kept} kept for released machines (see "machine list")`
}

function productWords({ code, type, limit }: CoveredProduct): string {
  if (type === 'Status') return code
  return `${code} (${limit === null ? 'no limit' : `${limit} ${type}`})`
}

/** One line a license; the code is masked, since a list is what gets looked at over a shoulder. */
export function licenseTable(vendor: Vendor, licenses: readonly License[]): string {
  const header = ['ID', 'CODE', 'OWNER', 'STATUS', 'EXPIRES', 'MACHINES']
  const rows = licenses.map((license) => [
    license.id,
    maskLicenseCode(license.key),
    license.metadata.owner,
    licenseStatus(license, vendor.clock()).toLowerCase(),
    day(isoOrNull(license.expiry), 'never'),
    `${license.machinesCount}/${license.maxMachines}`,
  ])
  return table([header, ...rows])
}

/** Columns as wide as their widest cell. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

/** What a change did, one line a field. */
export function changeOutcome(vendor: Vendor, { license, changes }: Changed): Outcome {
  const lines = changes.map(({ field, before, after }) => `${field}: ${words(before)} -> ${words(after)}`)
  const text = lines.length > 0 ? lines.join('\n') : 'nothing to change'
  return { text, json: { license: licenseJson(vendor, license), changes } }
}

const words = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value))
