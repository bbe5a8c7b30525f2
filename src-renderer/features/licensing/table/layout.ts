// How the table is laid out: what the person chose, as TanStack Table takes it and as it is remembered.
import {
  columnOrderingFeature,
  columnResizingFeature,
  columnSizingFeature,
  columnVisibilityFeature,
  rowPaginationFeature,
  rowSortingFeature,
  tableFeatures,
  type ColumnDef,
} from '@tanstack/svelte-table'
import type { Preferences } from '#shared/contract/views.ts'
import { columnOf, columns } from './columns.ts'
import type { LicenseRow } from '../rows.ts'

export const PAGE_SIZES = [10, 25, 50, 100, Infinity] as const
const NARROWEST = 56
const WIDEST = 1200
export const MOST_SORT_KEYS = 3

export type Layout = Pick<Preferences, 'pageSize' | 'shownColumns' | 'columnOrder' | 'columnWidths' | 'sort'>

export const features = tableFeatures({
  columnVisibilityFeature,
  columnOrderingFeature,
  columnSizingFeature,
  columnResizingFeature,
  rowSortingFeature,
  rowPaginationFeature,
})

export const definitions = columns.map((column): ColumnDef<typeof features, LicenseRow> => ({
  id: column.id,
  accessorFn: column.text,
  sortDescFirst: false,
  minSize: NARROWEST,
  maxSize: WIDEST,
}))

/** No names: as at first. Names that are not known (any more) are passed over. */
export function visibilityOf(shown: readonly string[]): Record<string, boolean> {
  const known = shown.filter((id) => columnOf(id))
  return Object.fromEntries(
    columns.map(({ id, shownAtFirst }) => [id, known.length === 0 ? shownAtFirst : known.includes(id)]),
  )
}

/** Every column, those that the person has put in order first. */
export function orderOf(chosen: readonly string[]): string[] {
  const known = chosen.filter((id) => columnOf(id))
  return [...known, ...columns.map(({ id }) => id).filter((id) => !known.includes(id))]
}

const sortingOf = (sort: Layout['sort']) =>
  sort
    .filter(({ column }) => columnOf(column))
    .map(({ column, descending }) => ({ id: column, desc: descending }))

/** The state that a table begins with. */
export const initialState = (layout: Layout) => ({
  columnVisibility: visibilityOf(layout.shownColumns),
  columnOrder: orderOf(layout.columnOrder),
  columnSizing: { ...layout.columnWidths },
  sorting: sortingOf(layout.sort),
  pagination: { pageIndex: 0, pageSize: layout.pageSize ?? Infinity },
})

export const widthInside = (width: number): number => Math.round(Math.min(Math.max(width, NARROWEST), WIDEST))
