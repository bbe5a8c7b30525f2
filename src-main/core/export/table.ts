// The licensing table as exports write it: typed cells, one row for each product of each license.
import { rowKey } from '#shared/contract/row-key.ts'
import type { LicenseView } from '#shared/contract/views.ts'
import { COLUMN_IDS, COLUMNS, type Cell, type ExportColumn, type TableWords } from './columns.ts'
import type { ExportFacts } from './export-facts.ts'

export interface ExportTable {
  readonly facts: ExportFacts
  readonly columns: readonly ExportColumn[]
  readonly rows: readonly (readonly Cell[])[]
}

/** Which rows and columns of the table are wanted; null: all of them. */
export interface ExportSelection {
  /** `licenseId/productCode`, in the order in which they are to be written. */
  readonly rows: readonly string[] | null
  readonly columns: readonly string[] | null
}

/** `codeOf`: the License Code of a license, masked or whole as was asked for. */
export function toTable(
  facts: ExportFacts,
  licenses: readonly LicenseView[],
  selection: ExportSelection,
  codeOf: (license: LicenseView) => string,
  words: TableWords,
): ExportTable {
  const ids = selection.columns
    ? selection.columns.flatMap((wanted) => COLUMN_IDS.find((known) => known === wanted) ?? [])
    : COLUMN_IDS
  const columns = ids.map((id) => ({ ...COLUMNS[id], title: words.columns[id] }))
  const all = licenses.flatMap((license) => {
    // A license that proves nothing has no products to show, but an auditor must see that it is there.
    const products = license.products.length > 0 ? license.products : [null]
    return products.map((product) => ({
      key: rowKey(license.id, product?.code ?? null),
      cells: columns.map((one) => one.read({ license, product, code: codeOf(license), words })),
    }))
  })
  const byKey = new Map(all.map((row) => [row.key, row.cells]))
  const rows = selection.rows
    ? selection.rows.flatMap((key) => [byKey.get(key) ?? []].filter((row) => row.length > 0))
    : all.map((row) => row.cells)
  return { facts, columns, rows }
}
