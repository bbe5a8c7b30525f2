// The rows of a report: all of them, or those that were chosen, in their order.
import { rowKey } from '#shared/contract/row-key.ts'
import type { LicenseView } from '#shared/contract/views.ts'
import type { Instant } from '#shared/instant.ts'
import type { ReportRow } from '#shared/report/license-cells.ts'

/** A license that proves nothing has no products to show, but an auditor must see that it is there. */
export function reportRows(
  licenses: readonly LicenseView[],
  wanted: readonly string[] | null,
  now: Instant,
  codeOf: (license: LicenseView) => string,
): ReportRow[] {
  const all = licenses.flatMap((found) => {
    const license = { ...found, codeMasked: codeOf(found) }
    const products = license.products.length > 0 ? license.products : [null]
    return products.map((product) => ({ license, product, now }))
  })
  if (wanted === null) return all
  const byKey = new Map(all.map((row) => [rowKey(row.license.id, row.product?.code ?? null), row]))
  return wanted.flatMap((key) => byKey.get(key) ?? [])
}
