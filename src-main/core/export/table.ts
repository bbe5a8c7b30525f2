// The licensing table as exports write it: typed cells, one row for each product of each license.
import { rowKey } from '#shared/contract/row-key.ts'
import type { LicenseView, ProductView } from '#shared/contract/views.ts'
import { isOnOff } from '#shared/license/license.ts'
import type { ExportFacts } from './export-facts.ts'

/** An instant is a Date, a missing value null; what a format makes of them is its own affair. */
export type Cell = string | number | Date | null

export interface ExportColumn {
  readonly id: string
  readonly title: string
  readonly kind: 'text' | 'number' | 'date'
  /** Characters, for formats that have widths. */
  readonly width: number
  read(license: LicenseView, product: ProductView | null, code: string): Cell
}

export interface ExportTable {
  readonly facts: ExportFacts
  readonly columns: readonly ExportColumn[]
  readonly rows: readonly (readonly Cell[])[]
}

const date = (iso: string | null): Date | null => (iso === null ? null : new Date(iso))

function column(
  id: string,
  title: string,
  kind: ExportColumn['kind'],
  width: number,
  read: ExportColumn['read'],
): ExportColumn {
  return { id, title, kind, width, read }
}

/** The eight columns of the page in its order, then its further properties (docs/product.md#columns). */
const EXPORT_COLUMNS: readonly ExportColumn[] = [
  column('owner', 'License Owner', 'text', 28, (license) => license.owner),
  column('product', 'Product Name', 'text', 22, (_, product) => product?.name ?? null),
  column('type', 'License Type', 'text', 14, (_, product) => product?.type ?? null),
  column('limit', 'License Limit', 'number', 14, (_, product) => limitOf(product)),
  column('usage', 'License Usage', 'number', 14, (_, product) => product?.usage ?? null),
  column(
    'expires',
    'License Expiration',
    'date',
    20,
    (_, product) => product && (date(product.expires) ?? 'Unlimited'),
  ),
  column('lastCheck', 'Last Check Date', 'date', 20, (license) => date(license.lastCheck)),
  column('status', 'License Status', 'text', 16, (license, product) => product?.status ?? license.status),
  column('productCode', 'Product Code', 'text', 18, (_, product) => product?.code ?? null),
  column('id', 'License ID', 'text', 38, (license) => license.id),
  column('code', 'License Code', 'text', 32, (_, __, code) => code),
  column('mode', 'Activation Mode', 'text', 16, (license) => license.mode),
  column('activatedOn', 'Activated On', 'date', 20, (license) => date(license.activatedOn)),
  column('localKeyValidUntil', 'Local Key Valid Until', 'date', 20, (license) =>
    date(license.localKeyValidUntil),
  ),
  column('maintenanceUntil', 'Maintenance Until', 'date', 20, (license) => date(license.maintenanceUntil)),
  column('features', 'Features', 'text', 24, (license) => license.features.join(' ')),
  column('issuedBy', 'Issued By', 'text', 12, (license) => license.issuedBy),
  column('notes', 'Notes', 'text', 30, (license) => license.notes),
  column('machine', 'Machine', 'text', 52, (license) => license.machine),
]

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
): ExportTable {
  const columns = selection.columns
    ? selection.columns.flatMap((id) => EXPORT_COLUMNS.find((known) => known.id === id) ?? [])
    : EXPORT_COLUMNS
  const all = licenses.flatMap((license) => {
    // A license that proves nothing has no products to show, but an auditor must see that it is there.
    const products = license.products.length > 0 ? license.products : [null]
    return products.map((product) => ({
      key: rowKey(license.id, product?.code ?? null),
      cells: columns.map((one) => one.read(license, product, codeOf(license))),
    }))
  })
  const byKey = new Map(all.map((row) => [row.key, row.cells]))
  const rows = selection.rows
    ? selection.rows.flatMap((key) => [byKey.get(key) ?? []].filter((row) => row.length > 0))
    : all.map((row) => row.cells)
  return { facts, columns, rows }
}

function limitOf(product: ProductView | null): Cell {
  if (!product || isOnOff(product.type)) return null
  return product.limit ?? 'No limit'
}
