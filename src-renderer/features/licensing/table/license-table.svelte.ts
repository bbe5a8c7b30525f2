// The table behind the page. TanStack Table holds what the person chose (columns, order, widths, sorting, page) in its
// server-side mode, as for rows that live elsewhere; the rows come from the index, which never makes 100,000 row objects.
import { searchTerms } from '#shared/search-text.ts'
import { createTable } from '@tanstack/svelte-table'
import { columnOf, columns, type Column } from './columns.ts'
import { inIdleTime } from './idle-time.ts'
import { Haystacks, RowIndex, type Sorting } from './index/row-index.ts'
import {
  definitions,
  features,
  initialState,
  MOST_SORT_KEYS,
  orderOf,
  visibilityOf,
  widthInside,
  type Layout,
} from './layout.ts'
import type { LicenseRow } from '../rows.ts'

/** Makes its table in its constructor, so it is made while a component is set up. `layout`: how it is at first. */
export class LicenseTable {
  search = $state('')
  readonly #table
  readonly #rows: () => readonly LicenseRow[]
  readonly #index = $derived.by(() => new RowIndex(this.#rows()))
  readonly terms = $derived(searchTerms(this.search))
  readonly sorting: readonly Sorting[] = $derived.by(() =>
    this.#table.atoms.sorting.get().flatMap(({ id, desc }) => {
      const column = columnOf(id)
      return column ? [{ column, descending: desc }] : []
    }),
  )
  readonly shownColumns: readonly Column[] = $derived.by(() => {
    const shown = this.#table.atoms.columnVisibility.get()
    return this.orderedColumns.filter(({ id }) => shown[id])
  })
  /** Shown or not. */
  readonly orderedColumns: readonly Column[] = $derived.by(() =>
    this.#table.atoms.columnOrder.get().flatMap((id) => columnOf(id) ?? []),
  )
  /** What the search looks through does not depend on the columns' order, but on which there are. */
  readonly #searched = $derived(columns.filter((column) => this.shownColumns.includes(column)))
  readonly #haystacks = $derived(new Haystacks(this.#index.rows, this.#searched))
  readonly #ordered = $derived(this.#index.order(this.sorting))
  readonly #found = $derived(
    this.terms.length === 0 ? this.#ordered : this.#haystacks.holding(this.terms, this.#ordered),
  )

  constructor(rows: () => readonly LicenseRow[], layout: Layout) {
    this.#rows = rows
    this.#table = createTable({
      features,
      columns: definitions,
      data: [],
      initialState: initialState(layout),
      manualSorting: true,
      manualPagination: true,
      enableSortingRemoval: false,
      maxMultiSortColCount: MOST_SORT_KEYS,
      columnResizeMode: 'onChange',
      // A list that came anew keeps the person on the page; `keepInside` mends a page that is gone.
      autoResetPageIndex: false,
    })
  }

  /** What to remember of it. */
  readonly layout: Layout = $derived.by(() => ({
    pageSize: this.pageSize === Infinity ? null : this.pageSize,
    shownColumns: this.orderedColumns
      .filter((column) => this.shownColumns.includes(column))
      .map(({ id }) => id),
    columnOrder: this.orderedColumns.map(({ id }) => id),
    columnWidths: this.widths,
    sort: this.sorting.map(({ column, descending }) => ({ column: column.id, descending })),
  }))

  /** In CSS pixels; columns that are not here share the room that is left. */
  readonly widths: Readonly<Record<string, number>> = $derived.by(() =>
    Object.fromEntries(
      Object.entries(this.#table.atoms.columnSizing.get()).map(([id, width]) => [id, widthInside(width)]),
    ),
  )

  /** Rows before the search. */
  get total(): number {
    return this.#index.rows.length
  }

  /** Rows after the search. */
  get found(): number {
    return this.#found.length
  }

  /** Rows on this page. */
  get onPage(): number {
    return Math.max(0, Math.min(this.pageSize, this.found - this.firstOfPage))
  }

  /** `place`: from 0 on this page. */
  rowAt(place: number): LicenseRow | undefined {
    return this.#index.rows[this.#found[this.firstOfPage + place] ?? -1]
  }

  /** Every row that the search found, in order: for copies and prints. */
  foundRows(): readonly LicenseRow[] {
    return Array.from(this.#found, (row) => this.#index.rows[row]).filter((row) => row !== undefined)
  }

  get pageSize(): number {
    return this.#table.atoms.pagination.get().pageSize
  }

  get pageIndex(): number {
    return this.#table.atoms.pagination.get().pageIndex
  }

  get pageCount(): number {
    return this.pageSize === Infinity ? 1 : Math.max(1, Math.ceil(this.found / this.pageSize))
  }

  /** 0-based place of the page's first row among those found. */
  get firstOfPage(): number {
    return this.pageIndex === 0 ? 0 : this.pageIndex * this.pageSize
  }

  setSearch(text: string): void {
    this.search = text
    this.#table.setPageIndex(0)
  }

  setPage(index: number): void {
    this.#table.setPageIndex(Math.min(Math.max(index, 0), this.pageCount - 1))
  }

  setPageSize(size: number): void {
    this.#table.setPageSize(size)
    this.#table.setPageIndex(0)
  }

  keepInside(): void {
    if (this.pageIndex > this.pageCount - 1) this.#table.setPageIndex(this.pageCount - 1)
  }

  /** `also`: as a further key, after those there are. */
  toggleSort(id: string, also = false): void {
    const more = also && (this.sortOf(id) !== null || this.sorting.length < MOST_SORT_KEYS)
    this.#table.getColumn(id)?.toggleSorting(undefined, more)
    this.#table.setPageIndex(0)
  }

  sortBy(id: string, descending: boolean): void {
    this.#table.setSorting([{ id, desc: descending }])
    this.#table.setPageIndex(0)
  }

  get canSortAlso(): boolean {
    return this.sorting.length < MOST_SORT_KEYS
  }

  /** `place`: from 1, the most important key. null: the table is not sorted by it. */
  sortOf(id: string): { readonly place: number; readonly descending: boolean } | null {
    const index = this.sorting.findIndex(({ column }) => column.id === id)
    const key = this.sorting[index]
    return key ? { place: index + 1, descending: key.descending } : null
  }

  toggleColumn(id: string): void {
    this.#table.getColumn(id)?.toggleVisibility()
  }

  /** Past the next shown column, `step` to the right (negative: left). False: it is the outermost. */
  moveColumn(id: string, step: -1 | 1): boolean {
    const shown = this.shownColumns
    const neighbor = shown[shown.findIndex((column) => column.id === id) + step]
    if (!neighbor) return false
    this.placeColumn(id, neighbor.id, step === -1 ? 'before' : 'after')
    return true
  }

  placeColumn(id: string, other: string, side: 'before' | 'after'): void {
    if (id === other) return
    const order = this.orderedColumns.map((column): string => column.id).filter((each) => each !== id)
    order.splice(order.indexOf(other) + (side === 'after' ? 1 : 0), 0, id)
    this.#table.setColumnOrder(order)
  }

  setWidth(id: string, width: number): void {
    this.#table.setColumnSizing((widths) => ({ ...widths, [id]: widthInside(width) }))
  }

  /** As wide as there is room again. */
  clearWidth(id: string): void {
    this.#table.setColumnSizing(({ [id]: _, ...others }) => others)
  }

  /** For a press on the edge of a header that is `width` wide now. */
  startResize(id: string, width: number, event: MouseEvent | TouchEvent): void {
    this.setWidth(id, width)
    const header = this.#table.getFlatHeaders().find(({ column }) => column.id === id)
    header?.getResizeHandler()(event)
  }

  get resizing(): string | null {
    return this.#table.atoms.columnResizing.get().isResizingColumn || null
  }

  resetColumns(): void {
    this.#table.setColumnVisibility(visibilityOf([]))
    this.#table.setColumnOrder(orderOf([]))
    this.#table.setColumnSizing({})
  }

  /** Prepares search and sorting while nothing else goes on, so that the first one is as fast as the next. */
  prepare(): () => void {
    const [haystacks, index, shown] = [this.#haystacks, this.#index, this.shownColumns]
    return inIdleTime(() => haystacks.build() || index.prepare(shown))
  }
}
