// The columns of an export: what each holds, and how wide it is.
import type { LicenseView, ProductView } from '#shared/contract/views.ts'
import { isOnOff } from '#shared/license/license.ts'

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

const column = (kind: KnownColumn['kind'], width: number, read: KnownColumn['read']): KnownColumn => ({
  kind,
  width,
  read,
})

const date = (iso: string | null): Date | null => (iso === null ? null : new Date(iso))

/** The eight columns of the page in its order, then its further properties (docs/product.md#columns). */
export const COLUMNS = {
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
export const COLUMN_IDS = Object.keys(COLUMNS) as readonly ColumnId[]

function limitOf({ product, words }: Line): Cell {
  if (!product || isOnOff(product.type)) return null
  return product.limit ?? words.noLimit
}
