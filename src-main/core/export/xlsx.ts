// XLSX: typed cells, header frozen, widths; a second sheet says where the file comes from.
import { cutText } from '#shared/cut-text.ts'
import writeXlsxFile, { type Cell as XlsxCell } from 'write-excel-file/node'
import type { Cell, ExportTable } from './table.ts'

/** Excel's own limit; a longer text would make the file unreadable. */
const LONGEST_TEXT = 32_767
/** Its dates end with the year 9999, and count in days, so that a last millisecond can become the next day. */
const LAST_DATE = Date.parse('9999-12-31T23:59:59Z')
const wholeSecond = (date: Date) => Math.floor(date.getTime() / 1000) * 1000

export function toXlsx({ facts, columns, rows }: ExportTable): Promise<Uint8Array> {
  const header = columns.map((column) => ({ value: column.title, fontWeight: 'bold' as const }))
  const about = [
    ['Vendor', facts.vendor],
    ['Unique Key', facts.uniqueKey],
    ['Exported at', facts.exportedAt],
    ['Exported by', facts.app],
  ]
  return writeXlsxFile([
    {
      sheet: 'Licenses',
      data: [header, ...rows.map((row) => row.map(xlsxCell))],
      columns: columns.map(({ width }) => ({ width })),
      stickyRowsCount: 1,
    },
    { sheet: 'About', data: about.map((row) => row.map(xlsxCell)), columns: [{ width: 14 }, { width: 60 }] },
  ]).toBuffer()
}

/** Text stays text: a cell that begins with `=` is no formula, whatever it says. */
function xlsxCell(cell: Cell): XlsxCell {
  if (cell === null || cell === '') return null
  if (typeof cell === 'number') return { value: cell, type: Number }
  if (cell instanceof Date)
    return wholeSecond(cell) > LAST_DATE
      ? { value: cell.toISOString(), type: String }
      : { value: new Date(wholeSecond(cell)), type: Date, format: 'yyyy-mm-dd hh:mm' }
  return { value: cutText(withoutControls(cell), LONGEST_TEXT), type: String }
}

/** XML has no place for them, so a file that held one would not open. */
const withoutControls = (text: string): string => text.replaceAll(/(?![\t\n\r])[\p{Cc}\uFFFE\uFFFF]/gu, '')
