// The table behind the page: sorting, search, paging and shown columns, by TanStack Table.
import {
  columnFilteringFeature,
  columnVisibilityFeature,
  createFilteredRowModel,
  createPaginatedRowModel,
  createSortedRowModel,
  createTable,
  globalFilteringFeature,
  metaHelper,
  rowPaginationFeature,
  rowSortingFeature,
  tableFeatures,
  type ColumnDef,
  type Row,
} from '@tanstack/svelte-table'
import { columns, compareKeys, type Column } from './columns.ts'
import type { LicenseRow } from './rows.ts'

export const PAGE_SIZES = [10, 25, 50, 100, Infinity] as const

const features = tableFeatures({
  columnFilteringFeature,
  globalFilteringFeature,
  filteredRowModel: createFilteredRowModel(),
  rowSortingFeature,
  sortedRowModel: createSortedRowModel(),
  rowPaginationFeature,
  paginatedRowModel: createPaginatedRowModel(),
  columnVisibilityFeature,
  columnMeta: metaHelper<{ column: Column }>(),
})
type Features = typeof features

/** Every term must be somewhere in the shown columns. */
interface Search {
  readonly terms: readonly string[]
  readonly columns: readonly Column[]
}

function matches(row: Row<Features, LicenseRow>, _column: string, search: Search): boolean {
  const texts = search.columns.map((column) => column.text(row.original).toLowerCase())
  return search.terms.every((term) => texts.some((text) => text.includes(term)))
}

const definitions = columns.map((column): ColumnDef<Features, LicenseRow> => ({
  id: column.id,
  accessorFn: column.sortKey,
  meta: { column },
  sortUndefined: 'last',
  sortDescFirst: false,
  sortFn: (a, b, id) => compareKeys(a.getValue(id), b.getValue(id)),
}))
const initialVisibility = Object.fromEntries(columns.map(({ id, shownAtFirst }) => [id, shownAtFirst]))

/** Makes its table in its constructor, so it is made while a component is set up. */
export class LicenseTable {
  search = $state('')
  #visibility = $state.raw<Record<string, boolean>>(initialVisibility)
  readonly terms = $derived(this.search.toLowerCase().split(/\s+/).filter(Boolean))
  readonly shownColumns = $derived(columns.filter(({ id }) => this.#visibility[id]))
  readonly #filter = $derived<Search | undefined>(
    this.terms.length === 0 ? undefined : { terms: this.terms, columns: this.shownColumns },
  )
  readonly table

  constructor(rows: () => LicenseRow[]) {
    const filter = () => this.#filter
    const visibility = () => this.#visibility
    this.table = createTable({
      features,
      columns: definitions,
      get data() {
        return rows()
      },
      getRowId: (row) => row.id,
      initialState: { sorting: [{ id: 'owner', desc: false }] },
      state: {
        get globalFilter() {
          return filter()
        },
        get columnVisibility() {
          return visibility()
        },
      },
      globalFilterFn: matches,
      // The filter looks at the whole row itself: asking one column is enough.
      getColumnCanGlobalFilter: ({ id }) => id === 'owner',
      onColumnVisibilityChange: (change) => {
        this.#visibility = typeof change === 'function' ? change(this.#visibility) : change
      },
      enableSortingRemoval: false,
      enableMultiSort: false,
      // A list that came anew keeps the person on the page; `keepInside` mends a page that is gone.
      autoResetPageIndex: false,
    })
  }

  get rows(): Row<Features, LicenseRow>[] {
    return this.table.getRowModel().rows
  }

  sortedBy(id: string): false | 'asc' | 'desc' {
    return this.table.getColumn(id)?.getIsSorted() ?? false
  }

  get pageSize(): number {
    return this.table.atoms.pagination.get().pageSize
  }

  get pageIndex(): number {
    return this.table.atoms.pagination.get().pageIndex
  }

  /** 0-based place of the page's first entry among those found. */
  get firstOfPage(): number {
    return this.pageIndex === 0 ? 0 : this.pageIndex * this.pageSize
  }

  /** Entries after the search. */
  get found(): number {
    return this.table.getFilteredRowModel().rows.length
  }

  setSearch(text: string): void {
    this.search = text
    this.table.setPageIndex(0)
  }

  toggleSort(id: string): void {
    this.table.getColumn(id)?.toggleSorting()
    this.table.setPageIndex(0)
  }

  toggleColumn(id: string): void {
    this.table.getColumn(id)?.toggleVisibility()
  }

  resetColumns(): void {
    this.#visibility = initialVisibility
  }

  keepInside(): void {
    const last = Math.max(0, this.table.getPageCount() - 1)
    if (this.pageIndex > last) this.table.setPageIndex(last)
  }
}
