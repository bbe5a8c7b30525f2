// What the vendor changed of a license, found by comparing what was signed before with what is signed now.
import type { Instant } from '../instant.ts'
import type { License, LicensedProduct } from './license.ts'

export const CHANGE_KINDS = [
  'renewed',
  'shortened',
  'limit',
  'product_added',
  'product_removed',
  'product_renewed',
  'product_shortened',
  'suspended',
  'reinstated',
  'revoked',
  'seat_released',
] as const
export type ChangeKind = (typeof CHANGE_KINDS)[number]

/** What the activation server said of a license beside its file. */
export type VendorWord = 'suspended' | 'revoked' | 'seat_released'

export interface Change {
  readonly kind: ChangeKind
  /** null: the whole license. */
  readonly product: Pick<LicensedProduct, 'code' | 'name'> | null
  /** `limit`: amounts, null: no limit. Renewed and shortened: instants, null: unlimited. Otherwise null. */
  readonly from: number | null
  readonly to: number | null
}

/** `word` null: the license is in force. */
export interface Stand {
  readonly license: Pick<License, 'expiry' | 'products'>
  readonly word: VendorWord | null
}

/** Empty where nothing that the vendor decides is different. */
export function changesBetween(before: Stand, after: Stand): Change[] {
  return [
    ...wordChanges(before.word, after.word),
    ...expiryChange('renewed', 'shortened', null, before.license.expiry, after.license.expiry),
    ...productChanges(before.license, after.license),
  ]
}

/** A seat that is held again was taken by a person, who knows. */
export function wordChanges(before: VendorWord | null, after: VendorWord | null): Change[] {
  if (before === after) return []
  const whole = (kind: ChangeKind): Change => ({ kind, product: null, from: null, to: null })
  if (after !== null) return [whole(after)]
  return before === 'seat_released' ? [] : [whole('reinstated')]
}

function productChanges(before: Stand['license'], after: Stand['license']): Change[] {
  const old = new Map(before.products.map((product) => [product.code, product]))
  const now = new Map(after.products.map((product) => [product.code, product]))
  const removed = [...old.values()].filter(({ code }) => !now.has(code))
  return [
    ...[...now.values()].flatMap((product) => {
      const known = old.get(product.code)
      if (!known) return [{ kind: 'product_added' as const, product: named(product), from: null, to: null }]
      return [...limitChange(known, product), ...ownExpiryChange(known, product, before, after)]
    }),
    ...removed.map((product) => ({
      kind: 'product_removed' as const,
      product: named(product),
      from: null,
      to: null,
    })),
  ]
}

const named = ({ code, name }: LicensedProduct) => ({ code, name })

function limitChange(before: LicensedProduct, after: LicensedProduct): Change[] {
  if (before.limit === after.limit) return []
  return [{ kind: 'limit', product: named(after), from: before.limit, to: after.limit }]
}

/** A product that ends with its license is told with the license. */
function ownExpiryChange(
  before: LicensedProduct,
  after: LicensedProduct,
  { expiry: oldEnd }: Stand['license'],
  { expiry: newEnd }: Stand['license'],
): Change[] {
  if (before.expiry === oldEnd && after.expiry === newEnd) return []
  return expiryChange('product_renewed', 'product_shortened', named(after), before.expiry, after.expiry)
}

function expiryChange(
  later: ChangeKind,
  earlier: ChangeKind,
  product: Change['product'],
  from: Instant | null,
  to: Instant | null,
): Change[] {
  if (from === to) return []
  const kind = to === null || (from !== null && to > from) ? later : earlier
  return [{ kind, product, from, to }]
}
