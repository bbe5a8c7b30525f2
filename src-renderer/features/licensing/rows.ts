// The rows of the table: one for each product of each license.
import type { LicenseStatus } from '#shared/license/status.ts'
import type { LicenseList, LicenseView, ProductView } from '#shared/contract/views.ts'

export interface LicenseRow {
  readonly id: string
  readonly license: LicenseView
  /** null: the license names no product, or cannot be read (it still has a row, with its status). */
  readonly product: ProductView | null
  readonly status: LicenseStatus
  readonly mayRun: boolean
}

export function rowsOf(list: LicenseList): LicenseRow[] {
  return list.licenses.flatMap((license) => {
    if (license.products.length === 0) return [rowOf(license, null)]
    return license.products.map((product) => rowOf(license, product))
  })
}

function rowOf(license: LicenseView, product: ProductView | null): LicenseRow {
  const { status, mayRun } = product ?? license
  return { id: `${license.id}/${product?.code ?? ''}`, license, product, status, mayRun }
}
