/// <reference lib="dom" />
// AG Grid Community with the same rows and columns, as its quick start sets it up; it draws visible rows alone.
import { AllCommunityModule, createGrid, ModuleRegistry, type GridApi } from 'ag-grid-community'
import { benchRows, type BenchRow } from './rows.ts'

ModuleRegistry.registerModules([AllCommunityModule])

const columns = ['owner', 'product', 'type', 'limit', 'usage', 'expires', 'lastCheck', 'status'] as const
let api: GridApi<BenchRow> | null = null

const bench = {
  mount(count: number) {
    const rowData = benchRows(count)
    const element = document.createElement('div')
    element.style.height = '600px'
    document.body.append(element)
    api = createGrid<BenchRow>(element, {
      rowData,
      columnDefs: columns.map((field) => ({ field, ...(field === 'owner' ? { sort: 'asc' as const } : {}) })),
    })
  },
  search: (text: string) => api?.setGridOption('quickFilterText', text),
  sort: () =>
    api?.applyColumnState({ state: [{ colId: 'product', sort: 'asc' }], defaultState: { sort: null } }),
}
Object.assign(window, { bench })
