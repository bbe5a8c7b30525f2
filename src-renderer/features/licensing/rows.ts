// The rows of the table: one for each product of each license.
import { rowKey } from '#shared/contract/row-key.ts'
import type { LicenseStatus } from '#shared/license/status.ts'
import type { LicenseList, LicenseView, ProductView } from '#shared/contract/views.ts'

export interface LicenseRow {
  readonly license: LicenseView
  /** null: the license names no product, or cannot be read (it still has a row, with its status). */
  readonly product: ProductView | null
  readonly status: LicenseStatus
  readonly mayRun: boolean
}

export function rowsOf(list: LicenseList): LicenseRow[] {
  const rows: LicenseRow[] = []
  for (const license of list.licenses) {
    if (license.products.length === 0) rows.push(rowOf(license, null))
    else for (const product of license.products) rows.push(rowOf(license, product))
  }
  return rows
}

function rowOf(license: LicenseView, product: ProductView | null): LicenseRow {
  const { status, mayRun } = product ?? license
  return { license, product, status, mayRun }
}

/** The same row of another list: after a reload there are new objects for the same things. */
export function isSameRow(a: LicenseRow, b: LicenseRow): boolean {
  return a.license.id === b.license.id && a.product?.code === b.product?.code
}

/** Its name in the contract. */
export const keyOf = ({ license, product }: LicenseRow): string => rowKey(license.id, product?.code ?? null)
