// The columns of the table: what each shows, how it sorts, and which are shown at first.
import { STATUSES } from '#shared/license/status.ts'
import type { ColumnId } from '#shared/messages/page-words.ts'
import { words } from '../../state/words.svelte.ts'
import { dayText, minuteText, numberText } from './formats.ts'
import type { LicenseRow } from './rows.ts'

/** undefined: the cell is empty; empty cells come last either way. */
type SortKey = string | number | undefined

export interface Column {
  readonly id: ColumnId
  readonly kind: 'text' | 'number' | 'date' | 'usage' | 'status'
  readonly shownAtFirst: boolean
  /** What the cell shows; the search looks here. */
  readonly text: (row: LicenseRow) => string
  readonly sortKey: (row: LicenseRow) => SortKey
  /** The instant behind a date's text. */
  readonly instant?: (row: LicenseRow) => string | null
}

const present = (text: string | null | undefined): SortKey => text || undefined

function textColumn(id: ColumnId, text: (row: LicenseRow) => string, shownAtFirst = false): Column {
  return { id, kind: 'text', shownAtFirst, text, sortKey: (row) => present(text(row)) }
}

interface DateColumn {
  readonly instant: (row: LicenseRow) => string | null
  /** The words where there is no date; `endless` words sort after every date, others count as empty. */
  readonly none?: (row: LicenseRow) => string
  readonly endless?: boolean
  readonly format?: (iso: string) => string
  readonly shownAtFirst?: boolean
}

function dateColumn(
  id: ColumnId,
  { instant, none, endless, format = dayText, shownAtFirst = false }: DateColumn,
): Column {
  return {
    id,
    kind: 'date',
    shownAtFirst,
    instant,
    text(row) {
      const iso = instant(row)
      return iso === null ? (none?.(row) ?? '') : format(iso)
    },
    sortKey(row) {
      const iso = instant(row)
      if (iso !== null) return Date.parse(iso)
      return endless && isRead(row) ? Infinity : undefined
    },
  }
}

/** A license that cannot be read says nothing of its end. */
const isRead = (row: LicenseRow): boolean => row.license.problem === null
const isSwitch = (row: LicenseRow): boolean => row.product?.type === 'Status'

function limitText(row: LicenseRow): string {
  if (row.product === null || isSwitch(row)) return ''
  return row.product.limit === null ? words.page.licensing.noLimit : numberText(row.product.limit)
}

export const columns: readonly Column[] = [
  textColumn('owner', ({ license }) => license.owner || words.page.licensing.unknownOwner, true),
  textColumn('product', ({ product }) => product?.name ?? '', true),
  textColumn('type', ({ product }) => product?.type ?? '', true),
  {
    id: 'limit',
    kind: 'number',
    shownAtFirst: true,
    text: limitText,
    sortKey: (row) => (row.product === null || isSwitch(row) ? undefined : (row.product.limit ?? Infinity)),
  },
  {
    id: 'usage',
    kind: 'usage',
    shownAtFirst: true,
    text: ({ product }) => (typeof product?.usage === 'number' ? numberText(product.usage) : ''),
    sortKey: ({ product }) => product?.usage ?? undefined,
  },
  dateColumn('expires', {
    instant: ({ license, product }) => (product ?? license).expires,
    none: (row) => (isRead(row) ? words.page.licensing.unlimited : ''),
    endless: true,
    shownAtFirst: true,
  }),
  dateColumn('lastCheck', {
    instant: ({ license }) => license.lastCheck,
    none: () => words.page.licensing.never,
    format: minuteText,
    shownAtFirst: true,
  }),
  {
    id: 'status',
    kind: 'status',
    shownAtFirst: true,
    text: ({ status }) => words.statuses[status].label,
    sortKey: ({ status }) => STATUSES.indexOf(status),
  },
  textColumn('code', ({ license }) => license.codeMasked),
  textColumn('id', ({ license }) => license.id),
  dateColumn('activatedOn', { instant: ({ license }) => license.activatedOn, format: minuteText }),
  textColumn('mode', ({ license }) => words.page.licensing.mode[license.mode]),
  dateColumn('localKeyValidUntil', {
    instant: ({ license }) => license.localKeyValidUntil,
    none: (row) => (isRead(row) ? words.page.licensing.asTheLicense : ''),
    endless: true,
    format: minuteText,
  }),
  dateColumn('maintenanceUntil', { instant: ({ license }) => license.maintenanceUntil }),
  textColumn('machine', ({ license }) => license.machine),
  textColumn('features', ({ license }) => license.features.join(', ')),
  textColumn('issuedBy', ({ license }) => license.issuedBy ?? ''),
  textColumn('notes', ({ license }) => license.notes ?? ''),
]

const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' })

/** Ascending; both keys of one column, so of one type. */
export function compareKeys(a: SortKey, b: SortKey): number {
  if (typeof a === 'string' && typeof b === 'string') return collator.compare(a, b)
  if (a === b || typeof a !== 'number' || typeof b !== 'number') return 0
  return a < b ? -1 : 1
}
