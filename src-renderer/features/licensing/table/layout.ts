// How the table is laid out: what the person chose, as it is remembered and as a table begins with it.
import type { Preferences } from '#shared/contract/views.ts'
import { columnOf, columns, type Column } from './columns.ts'
import type { Sorting } from './index/row-index.ts'

export const PAGE_SIZES = [10, 25, 50, 100, Infinity] as const
const NARROWEST = 56
const WIDEST = 1200
export const MOST_SORT_KEYS = 3

export type Layout = Pick<Preferences, 'pageSize' | 'shownColumns' | 'columnOrder' | 'columnWidths' | 'sort'>

/** No names: as at first. Names that are not known (any more) are passed over. */
export function shownOf(chosen: readonly string[]): readonly string[] {
  const known = chosen.filter((id) => columnOf(id))
  return known.length > 0 ? known : columns.filter((one) => one.shownAtFirst).map(({ id }) => id)
}

/** Every column, those that the person has put in order first. */
export function orderOf(chosen: readonly string[]): readonly Column[] {
  const known = chosen.flatMap((id) => columnOf(id) ?? [])
  return [...known, ...columns.filter((column) => !known.includes(column))]
}

export const sortingOf = (sort: Layout['sort']): readonly Sorting[] =>
  sort.flatMap(({ column: id, descending }) => {
    const column = columnOf(id)
    return column ? [{ column, descending }] : []
  })

export const widthInside = (width: number): number => Math.round(Math.min(Math.max(width, NARROWEST), WIDEST))
