/// <reference lib="dom" />
// AG Grid Community with the same rows and columns, as its manual sets it up for many rows: what was searched is cached,
// pages, no moving rows; it draws visible rows alone.
import { AllCommunityModule, createGrid, ModuleRegistry, type GridApi } from 'ag-grid-community'
import { benchRows, PAGE_SIZE, type BenchRow } from './rows.ts'

ModuleRegistry.registerModules([AllCommunityModule])

const columns = ['owner', 'product', 'type', 'limit', 'usage', 'expires', 'lastCheck', 'status'] as const
let api: GridApi<BenchRow> | null = null
let rowData: BenchRow[] = []

const bench = {
  prepare: (count: number) => {
    rowData = benchRows(count)
  },
  mount() {
    const element = document.createElement('div')
    element.style.height = '600px'
    document.body.append(element)
    api = createGrid<BenchRow>(element, {
      rowData,
      cacheQuickFilter: true,
      animateRows: false,
      pagination: true,
      paginationPageSize: PAGE_SIZE,
      columnDefs: columns.map((field) => ({ field, ...(field === 'owner' ? { sort: 'asc' as const } : {}) })),
    })
  },
  search: (text: string) => api?.setGridOption('quickFilterText', text),
  sort: () =>
    api?.applyColumnState({ state: [{ colId: 'product', sort: 'asc' }], defaultState: { sort: null } }),
}
Object.assign(window, { bench })
