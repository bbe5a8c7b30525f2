// Prints the table: a document of its own beside the page, which the print style sheet shows alone.
import { flushSync, mount, unmount } from 'svelte'
import type { LicenseTable } from '../table/license-table.svelte.ts'
import PrintedTable from './PrintedTable.svelte'
import './print.css'

export interface Printed {
  readonly table: LicenseTable
  readonly vendor: string
  readonly app: string
  /** null: this machine has none. */
  readonly uniqueKey: string | null
}

/** The printed copy is gone again when the print dialog is closed. */
export function printTable(printed: Printed): void {
  const target = document.createElement('div')
  target.className = 'printed'
  document.body.append(target)
  const component = mount(PrintedTable, { target, props: { ...printed, at: new Date() } })
  flushSync()
  const remove = () => {
    void unmount(component)
    target.remove()
  }
  window.addEventListener('afterprint', remove, { once: true })
  window.print()
}
