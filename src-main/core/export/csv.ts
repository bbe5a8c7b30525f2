// CSV (RFC 4180, UTF-8 with BOM so that a spreadsheet reads it right), instants as ISO 8601.
import { stringify } from 'csv-stringify/sync'
import type { Cell, ExportTable } from './table.ts'

/**
 * `escape_formulas` puts a quote before cells that a spreadsheet would run (=, +, -, @, tab). Every text is quoted: a lone
 * line break in it would end the record for most readers, and "007" is a number to those that are told so.
 */
export function toCsv({ facts, columns, rows }: ExportTable): string {
  const about = [facts.vendor, facts.uniqueKey, facts.exportedAt, facts.app]
  const header = [
    ...columns.map((column) => column.title),
    'Vendor',
    'Unique Key',
    'Exported At',
    'Exported By',
  ]
  const lines = rows.map((row) => [...row.map(csvCell), ...about])
  return stringify([header, ...lines], {
    bom: true,
    record_delimiter: 'windows',
    escape_formulas: true,
    quoted_string: true,
  })
}

function csvCell(cell: Cell): string | number {
  if (cell instanceof Date) return cell.toISOString()
  // NUL ends a cell in some readers; it says nothing in any.
  return typeof cell === 'string' ? cell.replaceAll('\0', '') : (cell ?? '')
}
