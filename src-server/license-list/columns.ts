// What one line of a license list says of a license, in CSV and in JSON lines alike (docs/formats/license-list.md#columns).
import { isoOrNull, iso } from '#shared/instant.ts'
import { licenseStatus } from '../activation/keygen-status.ts'
import type { CoveredProduct, License } from '../store/licenses.ts'
import type { Vendor } from '../vendor/open-vendor.ts'

/** In their order. `list`: several values; `either`: a text or a number. */
export const COLUMNS = {
  owner: 'text',
  products: 'list',
  code: 'text',
  expires: 'text',
  machines: 'number',
  checkOutDays: 'number',
  graceDays: 'number',
  overLimit: 'either',
  maintenanceUntil: 'text',
  features: 'list',
  notes: 'text',
  application: 'text',
  policy: 'text',
  overrides: 'list',
  uses: 'number',
  state: 'text',
  id: 'text',
  status: 'text',
  created: 'text',
  updated: 'text',
} as const

export type Column = keyof typeof COLUMNS
export const COLUMN_NAMES = Object.keys(COLUMNS) as Column[]

/** Null: nothing is said. */
export type ListedValue = string | number | readonly string[] | null
export type ListedLicense = Readonly<Record<Column, ListedValue>>

/** What a list says of each; policies and applications are read once. */
export async function licenseLister({ store, clock }: Vendor): Promise<(license: License) => ListedLicense> {
  const policies = new Map((await store.policies.all()).map((policy) => [policy.id, policy]))
  const applications = new Map((await store.products.all()).map(({ id, code }) => [id, code]))
  const now = clock()
  return (license) => {
    const { owner, products, graceDays, overLimit, maintenanceUntil, features, notes } = license.metadata
    const policy = policies.get(license.policyId)
    return {
      owner,
      products: products.map(productSpec),
      code: license.key,
      expires: isoOrNull(license.expiry) ?? 'never',
      machines: license.maxMachines,
      checkOutDays: license.checkOutDays,
      graceDays,
      overLimit,
      maintenanceUntil,
      features,
      notes,
      application: applications.get(license.productId) ?? null,
      policy: policy === undefined || policy.standard ? null : policy.name,
      overrides: Object.entries(license.overrides).map(([name, value]) => `${name}=${value}`),
      uses: license.uses,
      state: license.banned ? 'revoked' : license.suspended ? 'suspended' : 'active',
      id: license.id,
      status: licenseStatus(license, now).toLowerCase(),
      created: iso(license.created),
      updated: iso(license.updated),
    }
  }
}

const productSpec = ({ code, limit }: CoveredProduct): string => (limit === null ? code : `${code}:${limit}`)
