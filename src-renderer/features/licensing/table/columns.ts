// The columns of the table: what each shows, how it sorts, how wide it is, and which are shown at first.
import type { ProductView } from '#shared/contract/views.ts'
import { isOnOff } from '#shared/license/license.ts'
import { STATUSES } from '#shared/license/status.ts'
import type { Messages } from '#shared/messages/messages.ts'
import { words } from '../../../state/words.svelte.ts'
import { dayText, endText, localDayText, minuteText, numberText } from '../../../ui/formats.ts'
import type { LicenseRow } from '../rows.ts'
import { statusText } from '../status-text.ts'
import { visibleText } from '#shared/messages/visible-text.ts'

type ColumnId = keyof Messages['page']['licensing']['columns']

export interface Column {
  readonly id: ColumnId
  readonly kind: 'text' | 'number' | 'date' | 'usage' | 'status'
  readonly shownAtFirst: boolean
  /** In rem; the room that is left is shared out by `share`. Of the first eight five stand whole beside the status at 800 pixels, a scroll bar counted. */
  readonly least: number
  readonly share: number
  /** What the cell shows; the search looks here. Columns without `order` sort by it; empty cells come last either way. */
  readonly text: (row: LicenseRow) => string
  /** NaN: the cell is empty. */
  readonly order?: (row: LicenseRow) => number
  /** The instant behind a date's text. */
  readonly instant?: (row: LicenseRow) => string | null
}

type Width = Pick<Column, 'least' | 'share'>

function textColumn(id: ColumnId, text: (row: LicenseRow) => string, over: Partial<Column> = {}): Column {
  return {
    id,
    kind: 'text',
    shownAtFirst: false,
    least: 8,
    share: 2,
    text: (row) => visibleText(text(row)),
    ...over,
  }
}

interface DateColumn {
  readonly instant: (row: LicenseRow) => string | null
  /** The words where there is no date; `endless` words sort after every date, others count as empty. */
  readonly none?: (row: LicenseRow) => string
  readonly endless?: boolean
  readonly format?: (iso: string, row: LicenseRow) => string
  readonly shownAtFirst?: boolean
  readonly width?: Width
}

function dateColumn(id: ColumnId, column: DateColumn): Column {
  const { instant, none, endless, format = dayText, shownAtFirst = false } = column
  return {
    id,
    kind: 'date',
    shownAtFirst,
    ...(column.width ?? { least: 9, share: 1 }),
    instant,
    text(row) {
      const iso = instant(row)
      return iso === null ? (none?.(row) ?? '') : format(iso, row)
    },
    order(row) {
      const iso = instant(row)
      if (iso !== null) return Date.parse(iso)
      return endless && isRead(row) ? Infinity : NaN
    },
  }
}

/** A license that cannot be read says nothing of its end. */
const isRead = (row: LicenseRow): boolean => row.license.problem === null
const isSwitch = (row: LicenseRow): boolean => row.product !== null && isOnOff(row.product.type)

/** Where other licenses of the product count too, with what they allow together. */
function usageText({ usage, limit, totalLimit, mayRun }: ProductView): string {
  if (usage === null) return ''
  const used = numberText(usage)
  if (limit === totalLimit) return used
  if (totalLimit !== null) return words.page.licensing.ofPooled(used, numberText(totalLimit))
  return mayRun ? words.page.licensing.ofNoLimit(used) : used
}

function limitText(row: LicenseRow): string {
  if (row.product === null || isSwitch(row)) return ''
  return row.product.limit === null ? words.page.licensing.noLimit : numberText(row.product.limit)
}

export const columns: readonly Column[] = [
  textColumn('owner', ({ license }) => license.owner || words.page.licensing.unknownOwner, {
    shownAtFirst: true,
    least: 5.25,
    share: 3,
  }),
  textColumn('product', ({ product }) => product?.name ?? '', { shownAtFirst: true, least: 7.25 }),
  textColumn('type', ({ product }) => product?.type ?? '', { shownAtFirst: true, least: 5, share: 0.5 }),
  {
    id: 'limit',
    kind: 'number',
    shownAtFirst: true,
    least: 5,
    share: 0.5,
    text: limitText,
    order: (row) => (row.product === null || isSwitch(row) ? NaN : (row.product.limit ?? Infinity)),
  },
  {
    id: 'usage',
    kind: 'usage',
    shownAtFirst: true,
    least: 5.25,
    share: 0.5,
    text: ({ product }) => (product === null ? '' : usageText(product)),
    order: ({ product }) => product?.usage ?? NaN,
  },
  dateColumn('expires', {
    // Of a Local License Key that ends before its license, that date.
    instant: ({ license, product, end }) => (end?.of === 'local_key' ? end.at : (product ?? license).expires),
    format: (iso, { end }) =>
      end?.of === 'local_key' ? words.messages.standing.key(endText(iso)) : dayText(iso),
    none: (row) => (isRead(row) ? words.page.licensing.unlimited : ''),
    endless: true,
    shownAtFirst: true,
    width: { least: 8.25, share: 0.75 },
  }),
  dateColumn('lastCheck', {
    instant: ({ license }) => license.lastCheck,
    none: (row) => (isRead(row) ? words.page.licensing.never : words.page.details.unknown),
    // Of an offline license it is the date of its key.
    format: (iso, { license }) =>
      license.mode === 'offline' ? `${words.page.licensing.offline} ${localDayText(iso)}` : minuteText(iso),
    shownAtFirst: true,
    width: { least: 10.5, share: 0.75 },
  }),
  {
    id: 'status',
    kind: 'status',
    shownAtFirst: true,
    least: 12.75,
    share: 0.75,
    text: statusText,
    // The worst first: all that is stopped before all that runs.
    order: ({ status, mayRun }) => STATUSES.indexOf(status) + (mayRun ? STATUSES.length : 0),
  },
  textColumn('code', ({ license }) => license.codeMasked, { least: 9 }),
  textColumn('id', ({ license }) => license.id, { least: 9 }),
  dateColumn('activatedOn', {
    instant: ({ license }) => license.activatedOn,
    format: minuteText,
    width: { least: 10, share: 1 },
  }),
  textColumn('mode', ({ license }) => words.page.licensing.mode[license.mode], { least: 6, share: 0.5 }),
  dateColumn('localKeyValidUntil', {
    instant: ({ license }) => license.localKeyValidUntil,
    none: (row) => (isRead(row) ? words.page.licensing.asTheLicense : ''),
    endless: true,
    format: endText,
    width: { least: 10, share: 1 },
  }),
  dateColumn('maintenanceUntil', { instant: ({ license }) => license.maintenanceUntil }),
  textColumn('machine', ({ license }) => license.machine ?? '', { least: 10 }),
  textColumn('features', ({ license }) => license.features.join(', '), { least: 10 }),
  textColumn('issuedBy', ({ license }) => license.issuedBy ?? '', { least: 6, share: 1 }),
  textColumn('notes', ({ license }) => license.notes ?? '', { least: 10, share: 3 }),
]

const byId: ReadonlyMap<string, Column> = new Map(columns.map((column) => [column.id, column]))
export const columnOf = (id: string): Column | undefined => byId.get(id)
