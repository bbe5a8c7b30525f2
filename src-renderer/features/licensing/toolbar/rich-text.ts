// The table for the clipboard: tab-separated text that pastes into a spreadsheet, and HTML. All rows that were found.
import type { RichText } from '../../../bridge/bridge.ts'
import { words } from '../../../state/words.svelte.ts'
import type { LicenseTable } from '../table/license-table.svelte.ts'

/** A spreadsheet runs a cell that begins so. */
const FORMULA = /^[=+\-@\t\r]/
const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

export function richText(table: LicenseTable): RichText {
  const { licensing } = words.page
  const columns = table.columns.shown
  const rows = table.foundRows()
  const head = columns.map(({ id }) => licensing.columns[id])
  const lines = [head.join('\t')]
  const body: string[] = []
  for (const row of rows) {
    const cells = columns.map((column) => column.text(row))
    lines.push(cells.map(forSpreadsheet).join('\t'))
    body.push(`<tr>${cells.map((cell) => `<td>${escaped(forSpreadsheet(cell))}</td>`).join('')}</tr>`)
  }
  const heads = head.map((name) => `<th scope="col">${escaped(name)}</th>`).join('')
  const html = `<table><thead><tr>${heads}</tr></thead><tbody>${body.join('')}</tbody></table>`
  return { text: `${lines.join('\n')}\n`, html }
}

/** Cells hold no tabs or line breaks (visible-text.ts). */
function forSpreadsheet(cell: string): string {
  return FORMULA.test(cell) ? `'${cell}` : cell
}

const escaped = (text: string): string => text.replaceAll(/[&<>"]/g, (character) => ESCAPES[character] ?? '')
