/// <reference lib="dom" />
// DataTables with the same rows and columns, as its manual sets it up for many rows (deferRender, paging on).
import DataTable from 'datatables.net-dt'
import { benchRows } from './rows.ts'

interface Bench {
  mount(count: number): void
  search(text: string): void
  sort(): void
}

const columns = ['owner', 'product', 'type', 'limit', 'usage', 'expires', 'lastCheck', 'status']
let table: InstanceType<typeof DataTable> | null = null

const bench: Bench = {
  mount(count) {
    const data = benchRows(count)
    const element = document.createElement('table')
    document.body.append(element)
    table = new DataTable(element, {
      data,
      columns: columns.map((name) => ({ data: name, title: name, defaultContent: '' })),
      deferRender: true,
      order: [[0, 'asc']],
      pageLength: 100,
    })
  },
  search: (text) => void table?.search(text).draw(),
  sort: () => void table?.order([1, 'asc']).draw(),
}
Object.assign(window, { bench })
