// The licensing table as exports write it: typed cells, one row for each product of each license.
import { rowKey } from '#shared/contract/row-key.ts'
import type { LicenseView, ProductView } from '#shared/contract/views.ts'
import { isOnOff } from '#shared/license/license.ts'
import type { ExportFacts } from './export-facts.ts'

/** An instant is a Date, a missing value null; what a format makes of them is its own affair. */
export type Cell = string | number | Date | null

/** What people read in a table. A format for programs has its own, the same in every language. */
export interface TableWords {
  readonly columns: Readonly<Record<ColumnId, string>>
  readonly noLimit: string
  readonly unlimited: string
}

/** One line: a product of a license. */
interface Line {
  readonly license: LicenseView
  /** null: the license proves nothing, so it has none to show. */
  readonly product: ProductView | null
  /** Masked or whole, as was asked for. */
  readonly code: string
  readonly words: TableWords
}

interface KnownColumn {
  readonly kind: 'text' | 'number' | 'date'
  /** Characters, for formats that have widths. */
  readonly width: number
  read(line: Line): Cell
}

export interface ExportColumn extends KnownColumn {
  readonly title: string
}

export interface ExportTable {
  readonly facts: ExportFacts
  readonly columns: readonly ExportColumn[]
  readonly rows: readonly (readonly Cell[])[]
}

const column = (kind: KnownColumn['kind'], width: number, read: KnownColumn['read']): KnownColumn => ({
  kind,
  width,
  read,
})

const date = (iso: string | null): Date | null => (iso === null ? null : new Date(iso))

/** The eight columns of the page in its order, then its further properties (docs/product.md#columns). */
const COLUMNS = {
  owner: column('text', 28, ({ license }) => license.owner),
  product: column('text', 22, ({ product }) => product?.name ?? null),
  type: column('text', 14, ({ product }) => product?.type ?? null),
  limit: column('number', 14, limitOf),
  usage: column('number', 14, ({ product }) => product?.usage ?? null),
  expires: column('date', 20, ({ product, words }) => product && (date(product.expires) ?? words.unlimited)),
  lastCheck: column('date', 20, ({ license }) => date(license.lastCheck)),
  status: column('text', 16, ({ license, product }) => product?.status ?? license.status),
  productCode: column('text', 18, ({ product }) => product?.code ?? null),
  id: column('text', 38, ({ license }) => license.id),
  code: column('text', 32, ({ code }) => code),
  mode: column('text', 16, ({ license }) => license.mode),
  activatedOn: column('date', 20, ({ license }) => date(license.activatedOn)),
  localKeyValidUntil: column('date', 20, ({ license }) => date(license.localKeyValidUntil)),
  maintenanceUntil: column('date', 20, ({ license }) => date(license.maintenanceUntil)),
  features: column('text', 24, ({ license }) => license.features.join(' ')),
  issuedBy: column('text', 12, ({ license }) => license.issuedBy),
  notes: column('text', 30, ({ license }) => license.notes),
  machine: column('text', 52, ({ license }) => license.machine),
} as const

type ColumnId = keyof typeof COLUMNS
const COLUMN_IDS = Object.keys(COLUMNS) as readonly ColumnId[]

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

function limitOf({ product, words }: Line): Cell {
  if (!product || isOnOff(product.type)) return null
  return product.limit ?? words.noLimit
}
