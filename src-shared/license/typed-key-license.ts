// The license that a typed key speaks of: its facts, with the products' names from the vendor's catalogue.
import type { CatalogueProduct } from '../contract/vendor-profile.ts'
import type { Primitives } from '../formats/primitives.ts'
import { minuteOf, type TypedKeyFacts, type TypedKeyProduct } from '../formats/typed-key/facts.ts'
import { licenseNumber } from '../formats/typed-key/hints.ts'
import { err, ok, type Result } from '../result.ts'
import { isOnOff, type License, type LicensedProduct, type MachineGrant } from './license.ts'

const TYPED_ID = /^typed-([0-9a-f]{16})$/

/** Whether two license ids name one license: a typed key knows only a number made from the id. */
export function sameLicense(one: string, other: string, primitives: Primitives): boolean {
  return one === other || licenseNumberOf(one, primitives) === licenseNumberOf(other, primitives)
}

export const licenseNumberOf = (id: string, primitives: Primitives): string =>
  TYPED_ID.exec(id)?.[1] ?? licenseNumber(id, primitives)

/** Whether `candidate` was issued before `stored`. A typed key knows the minute only: within it, neither is older. */
export function isOlder(
  candidate: Pick<MachineGrant, 'issued' | 'machineId'>,
  stored: Pick<MachineGrant, 'issued' | 'machineId'>,
): boolean {
  const typed = candidate.machineId === null || stored.machineId === null
  return typed ? minuteOf(candidate.issued) < minuteOf(stored.issued) : candidate.issued < stored.issued
}

/** Whether the two are one key, be it in another mail. */
export const isSameKey = (
  one: Pick<MachineGrant, 'issued' | 'machineId' | 'fileExpiry'>,
  other: Pick<MachineGrant, 'issued' | 'machineId' | 'fileExpiry'>,
): boolean =>
  one.issued === other.issued && one.machineId === other.machineId && one.fileExpiry === other.fileExpiry

interface LicenseContext {
  readonly code: string
  readonly catalogue: readonly CatalogueProduct[]
  readonly primitives: Primitives
  readonly licenseIds?: readonly string[]
}

/** Refuses a product by a number that the catalogue does not have. */
export function typedKeyLicense(
  facts: TypedKeyFacts,
  { code, catalogue, primitives, licenseIds = [] }: LicenseContext,
): Result<License, { readonly code: 'typed_key_unknown_product'; readonly number: number }> {
  const products: LicensedProduct[] = []
  for (const product of facts.products) {
    const named = nameOf(product, catalogue)
    if (!named) return err({ code: 'typed_key_unknown_product', number: product.number ?? 0 })
    products.push({
      ...named,
      limit: isOnOff(named.type) ? null : product.limit,
      expiry: product.expiry ?? facts.licenseExpiry,
    })
  }
  const id = `typed-${facts.licenseNumber}`
  const { overLimit } = facts
  return ok({
    id: licenseIds.find((known) => sameLicense(known, id, primitives)) ?? id,
    code,
    owner: facts.owner,
    name: null,
    policy: null,
    products,
    expiry: facts.licenseExpiry,
    suspended: false,
    graceDays: facts.graceDays,
    overLimit: typeof overLimit === 'number' ? { days: overLimit } : overLimit,
    maintenanceUntil: facts.maintenanceUntil,
    features: facts.features,
    notes: null,
    account: null,
    application: null,
  })
}

function nameOf(
  product: TypedKeyProduct,
  catalogue: readonly CatalogueProduct[],
): Pick<CatalogueProduct, 'code' | 'name' | 'type'> | null {
  if (product.number === null) return { code: product.code, name: product.name, type: product.type }
  const known = catalogue.find(({ number }) => number === product.number)
  return known ? { code: known.code, name: known.name, type: known.type } : null
}
