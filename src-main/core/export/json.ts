// JSON export (docs/formats/licenses-export.schema.json): the contract's own license view with facts around it.
import { rowKey } from '#shared/contract/row-key.ts'
import type { LicenseView } from '#shared/contract/views.ts'
import type { ExportFacts } from './export-facts.ts'
import type { ExportSelection } from './table.ts'

/** A selection of rows keeps the chosen products of each license; columns have no part in it. */
export function toJson(
  facts: ExportFacts,
  licenses: readonly LicenseView[],
  { rows }: ExportSelection,
  codeOf: (license: LicenseView) => string,
): string {
  const wanted = rows && new Set(rows)
  const chosen = licenses.flatMap((license) => {
    const products = wanted
      ? license.products.filter((product) => wanted.has(rowKey(license.id, product.code)))
      : license.products
    const kept = products.length > 0 || !wanted || wanted.has(license.id)
    return kept ? [{ ...license, products, codeMasked: codeOf(license) }] : []
  })
  const file = { format: 'activation-desk/licenses', version: 1, ...facts, licenses: chosen }
  return `${JSON.stringify(file, null, 2)}\n`
}
