/// <reference lib="dom" />
// DataTables with the same rows and columns, as its manual sets it up for many rows: it draws a page alone, and
// neither measures columns nor marks the sorted one.
import DataTable from 'datatables.net-dt'
import { benchRows, PAGE_SIZE, type BenchRow } from './rows.ts'

interface Bench {
  prepare(count: number): void
  mount(): void
  search(text: string): void
  sort(): void
}

const columns = ['owner', 'product', 'type', 'limit', 'usage', 'expires', 'lastCheck', 'status']
let table: InstanceType<typeof DataTable> | null = null
let data: BenchRow[] = []

const bench: Bench = {
  prepare(count) {
    data = benchRows(count)
  },
  mount() {
    const element = document.createElement('table')
    document.body.append(element)
    table = new DataTable(element, {
      data,
      columns: columns.map((name) => ({ data: name, title: name, defaultContent: '' })),
      deferRender: true,
      autoWidth: false,
      orderClasses: false,
      order: [[0, 'asc']],
      pageLength: PAGE_SIZE,
    })
  },
  search: (text) => void table?.search(text).draw(),
  sort: () => void table?.order([1, 'asc']).draw(),
}
Object.assign(window, { bench })
