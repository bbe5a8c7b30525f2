// The rows of the table: one for each product of each license.
import type { Instant } from '#shared/instant.ts'
import { rowKey } from '#shared/contract/row-key.ts'
import type { LicenseStatus } from '#shared/license/status.ts'
import type { LicenseList, LicenseView, ProductView } from '#shared/contract/views.ts'
import { asReleased } from '#shared/messages/status-words.ts'

export interface LicenseRow {
  readonly license: LicenseView
  /** null: the license names no product, or cannot be read (it still has a row, with its status). */
  readonly product: ProductView | null
  readonly status: LicenseStatus
  readonly mayRun: boolean
  /** When it ends on this machine, and what ends then; null: never. */
  readonly end: LicenseView['end']
  /** When it stops by itself; null: never, or it has stopped. */
  readonly until: string | null
  /** What is over then. */
  readonly untilOf: LicenseView['untilOf']
  /** The activation server does not count this machine any more: no refresh helps. */
  readonly released: boolean
  /** The time it is judged at. */
  readonly now: Instant
}

/** `now`: the time it is judged at, to count days from. */
export function rowsOf(list: LicenseList, now: Instant): LicenseRow[] {
  const rows: LicenseRow[] = []
  for (const license of list.licenses) {
    const released = list.seatReleased.includes(license.id)
    if (license.products.length === 0) rows.push(rowOf(license, null, now, released))
    else for (const product of license.products) rows.push(rowOf(license, product, now, released))
  }
  return rows
}

function rowOf(
  license: LicenseView,
  product: ProductView | null,
  now: Instant,
  released: boolean,
): LicenseRow {
  const { status, mayRun, end, until, untilOf } = product ?? license
  return asReleased({ license, product, status, mayRun, end, until, untilOf, released, now }, released)
}

/** The same row of another list: after a reload there are new objects for the same things. */
export function isSameRow(a: LicenseRow, b: LicenseRow): boolean {
  return a.license.id === b.license.id && a.product?.code === b.product?.code
}

/** Its name in the contract. */
export const keyOf = ({ license, product }: LicenseRow): string => rowKey(license.id, product?.code ?? null)
