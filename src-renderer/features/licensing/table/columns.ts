// The columns of the table: what each shows, how it sorts, how wide it is, and which are shown at first.
import type { ProductView } from '#shared/contract/views.ts'
import { isOnOff } from '#shared/license/license.ts'
import { STATUSES } from '#shared/license/status.ts'
import type { Messages } from '#shared/messages/messages.ts'
import { words } from '../../../state/words.svelte.ts'
import { numberText, plainDates, readDates, type DateTexts } from '../../../ui/formats.ts'
import type { LicenseRow } from '../rows.ts'
import { statusKey, statusText } from '../status-text.ts'
import { withDaysOrAgo } from '#shared/messages/status-words.ts'
import { visibleText } from '#shared/messages/visible-text.ts'

type ColumnId = keyof Messages['page']['licensing']['columns']

export interface Column {
  readonly id: ColumnId
  readonly kind: 'text' | 'number' | 'date' | 'usage' | 'status'
  readonly shownAtFirst: boolean
  /** In rem; the room that is left is shared out by `share`. Of the first eight five stand whole beside the status at 800 pixels, a scroll bar counted. */
  readonly least: number
  readonly share: number
  /** What the cell shows, where that has other spaces than `text`: a date that keeps to its line. */
  readonly shown?: (row: LicenseRow) => string
  /** What the cell says; the search looks here. Columns without `order` sort by it; empty cells come last either way. */
  readonly text: (row: LicenseRow) => string
  /** NaN: the cell is empty. */
  readonly order?: (row: LicenseRow) => number
  /** It says the same of all products of a license. */
  readonly ofLicense?: boolean
  /** What text and order depend on, where that is found sooner than they are; undefined: on more than that. */
  readonly key?: (row: LicenseRow) => string | number | undefined
  /** What a date's cell would show at its widest: no date beside others that have room takes two lines. */
  readonly widest?: (row: LicenseRow, dates: DateTexts) => string
  /** The instant behind a date's text. */
  readonly instant?: (row: LicenseRow) => string | null
}

type Width = Pick<Column, 'least' | 'share'>

const OF_LICENSE = { ofLicense: true } as const

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
  readonly format?: (iso: string, dates: DateTexts, row: LicenseRow) => string
  /** An end: with the days that are left, where they are few. */
  readonly ends?: boolean
  readonly ofLicense?: boolean
  readonly key?: Column['key']
  readonly shownAtFirst?: boolean
  readonly width?: Width
}

/** In a narrow cell the days take the second line, whole. */
export const daysBelow = (text: string): string =>
  text.replace(/(?<= )\(.*\)$/, (days) => days.replaceAll(' ', '\u00a0'))

const ofDay = (iso: string, { day }: DateTexts): string => day(iso)

function dateColumn(id: ColumnId, column: DateColumn): Column {
  const { instant, none, endless, format = ofDay, ends = false, shownAtFirst = false } = column
  const written = (dates: DateTexts) => (row: LicenseRow) => {
    const iso = instant(row)
    if (iso === null) return none?.(row) ?? ''
    const text = format(iso, dates, row)
    if (!ends) return text
    return withDaysOrAgo(text, iso, row.now, words.messages.standing)
  }
  return {
    id,
    kind: 'date',
    shownAtFirst,
    ...(column.width ?? { least: 9, share: 1 }),
    ...(column.ofLicense === true ? OF_LICENSE : {}),
    ...(column.key ? { key: column.key } : {}),
    instant,
    text: written(plainDates),
    shown: (row) => daysBelow(written(readDates)(row)),
    widest: (row, dates) => written(dates)(row),
    order(row) {
      const iso = instant(row)
      if (iso !== null) return Date.parse(iso)
      return endless && isRead(row) ? Infinity : NaN
    },
  }
}

/** A license that cannot be read says nothing of its end. */
const isRead = (row: LicenseRow): boolean => row.license.problem === null
/** Of what it is for, neither: but there is something. */
const unknownOf = (row: LicenseRow): string => (isRead(row) ? '' : words.page.details.unknown)
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
  if (row.product === null) return unknownOf(row)
  if (isSwitch(row)) return words.page.licensing.onOff
  return row.product.limit === null ? words.page.licensing.noLimit : numberText(row.product.limit)
}

export const columns: readonly Column[] = [
  textColumn('owner', ({ license }) => license.owner || words.page.licensing.unknownOwner, {
    ...OF_LICENSE,
    shownAtFirst: true,
    least: 5.25,
    share: 3,
  }),
  textColumn('product', (row) => row.product?.name ?? unknownOf(row), {
    key: ({ product }) => product?.name,
    shownAtFirst: true,
    least: 7.25,
  }),
  textColumn('type', (row) => row.product?.type ?? unknownOf(row), {
    key: ({ product }) => product?.type,
    shownAtFirst: true,
    least: 5,
    share: 0.5,
  }),
  {
    id: 'limit',
    kind: 'number',
    shownAtFirst: true,
    least: 5,
    share: 0.5,
    text: limitText,
    key: (row) => (isSwitch(row) ? row.product?.type : (row.product?.limit ?? row.product?.type)),
    order: (row) => (row.product === null || isSwitch(row) ? NaN : (row.product.limit ?? Infinity)),
  },
  {
    id: 'usage',
    kind: 'usage',
    shownAtFirst: true,
    least: 5.25,
    share: 0.5,
    text: ({ product }) => (product === null ? '' : usageText(product)),
    key({ product }) {
      if (product === null || product.usage === null) return ''
      return product.limit === product.totalLimit ? product.usage : undefined
    },
    order: ({ product }) => product?.usage ?? NaN,
  },
  dateColumn('expires', {
    // Of a Local License Key that ends before its license, that date.
    instant: ({ license, product, end }) => (end?.of === 'local_key' ? end.at : (product ?? license).expires),
    format: (iso, { day, end: endOf }, { end }) =>
      end?.of === 'local_key' ? words.messages.standing.key(endOf(iso)) : day(iso),
    none: (row) => (isRead(row) ? words.page.licensing.unlimited : ''),
    key: ({ license, product, end }) =>
      end?.of === 'local_key' ? undefined : ((product ?? license).expires ?? undefined),
    endless: true,
    ends: true,
    shownAtFirst: true,
    width: { least: 8.25, share: 0.75 },
  }),
  dateColumn('lastCheck', {
    ...OF_LICENSE,
    instant: ({ license }) => license.lastCheck,
    none: (row) => (isRead(row) ? words.page.licensing.never : words.page.details.unknown),
    // Of an offline license it is the date of its key.
    format: (iso, { localDay, minute }, { license }) =>
      license.mode === 'offline' ? `${words.page.licensing.offline} ${localDay(iso)}` : minute(iso),
    shownAtFirst: true,
    width: { least: 10.5, share: 0.75 },
  }),
  {
    id: 'status',
    kind: 'status',
    shownAtFirst: true,
    least: 12.5,
    share: 0,
    text: statusText,
    key: statusKey,
    // The worst first: all that is stopped before all that runs.
    order: ({ status, mayRun }) => STATUSES.indexOf(status) + (mayRun ? STATUSES.length : 0),
  },
  textColumn('code', ({ license }) => license.codeMasked, { ...OF_LICENSE, least: 9 }),
  textColumn('id', ({ license }) => license.id, { ...OF_LICENSE, least: 9 }),
  dateColumn('activatedOn', {
    ...OF_LICENSE,
    instant: ({ license }) => license.activatedOn,
    format: (iso, { minute }) => minute(iso),
    width: { least: 10, share: 1 },
  }),
  textColumn('mode', ({ license }) => words.page.licensing.mode[license.mode], {
    ...OF_LICENSE,
    least: 6,
    share: 0.5,
  }),
  dateColumn('localKeyValidUntil', {
    ...OF_LICENSE,
    instant: ({ license }) => license.localKeyValidUntil,
    none: (row) => (isRead(row) ? words.page.licensing.asTheLicense : ''),
    endless: true,
    ends: true,
    format: (iso, { end }) => end(iso),
    width: { least: 10, share: 1 },
  }),
  dateColumn('maintenanceUntil', {
    ...OF_LICENSE,
    instant: ({ license }) => license.maintenanceUntil,
    ends: true,
  }),
  textColumn('machine', ({ license }) => license.machine ?? '', { ...OF_LICENSE, least: 10 }),
  textColumn('features', ({ license }) => license.features.join(', '), { ...OF_LICENSE, least: 10 }),
  textColumn('issuedBy', ({ license }) => license.issuedBy ?? '', { ...OF_LICENSE, least: 6, share: 1 }),
  textColumn('notes', ({ license }) => license.notes ?? '', { ...OF_LICENSE, least: 10, share: 3 }),
]

/** What a row is told by: it stays in view wherever the table is scrolled to. */
export const nameColumn = (shown: readonly Column[]): Column | undefined =>
  shown.find(({ id }) => id === 'product') ?? shown.find(({ id }) => id === 'owner')

const byId: ReadonlyMap<string, Column> = new Map(columns.map((column) => [column.id, column]))
export const columnOf = (id: string): Column | undefined => byId.get(id)
