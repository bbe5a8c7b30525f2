// The table behind the page: what the person chose (search, sorting, page, columns), and the rows that come of it from the
// index.
import { searchTerms } from '#shared/search-text.ts'
import { ColumnChoice } from './column-choice.svelte.ts'
import { columnOf } from './columns.ts'
import { inIdleTime } from './idle-time.ts'
import { RowIndex, type Sorting } from './index/row-index.ts'
import { MOST_SORT_KEYS, sortingOf, type Layout } from './layout.ts'
import type { LicenseRow } from '../rows.ts'

const WORST_FIRST = [
  { column: 'status', descending: false },
  { column: 'expires', descending: false },
]

/** What the page of table shows: another object whenever a search, a sorting, a page or a list changed it. */
export interface ShownRows {
  readonly rows: readonly LicenseRow[]
  /** Their numbers. */
  readonly found: Uint32Array
  /** Of the page, from 0. */
  readonly first: number
}

/** Made while a component is set up. `layout`: how it is at first. */
export class LicenseTable {
  search = $state('')
  #sorting: readonly Sorting[] = $state.raw([])
  #pageSize = $state(0)
  #pageIndex = $state(0)
  /** What it was when the worst came first; null: it never was so. */
  #before = $state.raw<{ readonly search: string; readonly sorting: readonly Sorting[] } | null>(null)
  readonly #worstFirst = sortingOf(WORST_FIRST)
  readonly columns: ColumnChoice
  readonly #rows: () => readonly LicenseRow[]
  readonly #index = $derived.by(() => new RowIndex(this.#rows()))
  readonly terms = $derived(searchTerms(this.search))
  readonly #ordered = $derived(this.#index.order(this.#sorting))
  readonly #found = $derived.by(() =>
    this.terms.length === 0
      ? this.#ordered
      : this.#index.holding(this.terms, this.columns.searched, this.#ordered),
  )

  readonly shownRows: ShownRows = $derived.by(() => ({
    rows: this.#index.rows,
    found: this.#found,
    first: this.firstOfPage,
  }))

  constructor(rows: () => readonly LicenseRow[], layout: Layout) {
    this.#rows = rows
    this.#sorting = sortingOf(layout.sort)
    this.columns = new ColumnChoice(layout)
    this.#pageSize = layout.pageSize ?? Infinity
  }

  get sorting(): readonly Sorting[] {
    return this.#sorting
  }

  /** What to remember of it. */
  readonly layout: Layout = $derived.by(() => ({
    pageSize: this.pageSize === Infinity ? null : this.pageSize,
    shownColumns: this.columns.shown.map(({ id }) => id),
    columnOrder: this.columns.ordered.map(({ id }) => id),
    columnWidths: this.columns.widths,
    sort: ((this.isWorstFirst ? this.#before?.sorting : null) ?? this.sorting).map(
      ({ column, descending }) => ({ column: column.id, descending }),
    ),
  }))

  /** In the order of the list. */
  get rows(): readonly LicenseRow[] {
    return this.#index.rows
  }

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
    return this.#pageSize
  }

  get pageIndex(): number {
    return this.#pageIndex
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
    this.#pageIndex = 0
  }

  setPage(index: number): void {
    this.#pageIndex = Math.min(Math.max(index, 0), this.pageCount - 1)
  }

  /**
   * Turns to the page of a license, or of one product of it, whatever was searched for; the place of its first row there,
   * null where it has none.
   */
  turnTo(license: string, product?: string | null): number | null {
    const isOf = (at: number) => {
      const row = this.#index.rows[at]
      return row?.license.id === license && (product === undefined || (row.product?.code ?? null) === product)
    }
    if (!this.#found.some(isOf)) this.setSearch('')
    const at = this.#found.findIndex(isOf)
    if (at === -1) return null
    this.setPage(Math.floor(at / this.pageSize))
    return at - this.firstOfPage
  }

  setPageSize(size: number): void {
    this.#pageSize = size
    this.#pageIndex = 0
  }

  /** A list that came anew keeps the person on the page, unless that is gone. */
  keepInside(): void {
    if (this.#pageIndex > this.pageCount - 1) this.#pageIndex = this.pageCount - 1
  }

  /** The other way round where the table is sorted by it. `also`: as a further key, after those there are. */
  toggleSort(id: string, also = false): void {
    const column = columnOf(id)
    if (!column) return
    const before = this.sortOf(id)
    const key = { column, descending: before !== null && !before.descending }
    const isFurther = also && (before !== null || this.canSortAlso)
    if (!isFurther) this.#sorting = [key]
    else if (before) this.#sorting = this.#sorting.with(before.place - 1, key)
    else this.#sorting = [...this.#sorting, key]
    this.#pageIndex = 0
  }

  sortBy(id: string, descending: boolean): void {
    this.#sorting = sortingOf([{ column: id, descending }])
    this.#pageIndex = 0
  }

  /** What is stopped before all that runs, and of those what ends first; nothing is left out. */
  showWorstFirst(): void {
    if (!this.isWorstFirst) this.#before = { search: this.search, sorting: this.#sorting }
    this.#sorting = this.#worstFirst
    this.setSearch('')
  }

  /** Until it is sorted otherwise. It is not remembered: the order that the person chose is. */
  get isWorstFirst(): boolean {
    return this.#before !== null && this.#sorting === this.#worstFirst
  }

  /** What was searched for meanwhile stays. */
  showAsBefore(): void {
    if (this.#before === null) return
    this.#sorting = this.#before.sorting
    this.setSearch(this.search || this.#before.search)
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

  /** Prepares search and sorting while nothing else goes on, so that the first one is as fast as the next. */
  prepare(): () => void {
    const [index, shown] = [this.#index, this.columns.shown]
    return inIdleTime(() => index.prepare(shown))
  }
}
