// CSV (RFC 4180, UTF-8 with BOM so that a spreadsheet reads it right), instants as ISO 8601. For programs too: its heads
// and fixed words are the same in every language (docs/formats/export.md#columns).
import { stringify } from 'csv-stringify/sync'
import type { ExportFacts } from './export-facts.ts'
import type { Cell, TableWords } from './columns.ts'
import type { ExportTable } from './table.ts'

export const CSV_WORDS: TableWords = {
  columns: {
    owner: 'License Owner',
    product: 'Product Name',
    type: 'License Type',
    limit: 'License Limit',
    usage: 'License Usage',
    expires: 'License Expiration',
    lastCheck: 'Last Check Date',
    status: 'License Status',
    productCode: 'Product Code',
    id: 'License ID',
    code: 'License Code',
    mode: 'Activation Mode',
    activatedOn: 'Activated On',
    localKeyValidUntil: 'Local Key Valid Until',
    maintenanceUntil: 'Maintenance Until',
    features: 'Features',
    issuedBy: 'Issued By',
    notes: 'Notes',
    machine: 'Machine',
  },
  // eslint-disable-next-line words/in-messages -- the same in every language, for programs
  noLimit: 'No limit',
  unlimited: 'Unlimited',
}

/**
 * `escape_formulas` puts a quote before cells that a spreadsheet would run (=, +, -, @, tab). Every text is quoted: a lone
 * line break in it would end the record for most readers, and "007" is a number to those that are told so.
 */
const OPTIONS = { record_delimiter: 'windows', escape_formulas: true, quoted_string: true } as const

export const toCsv = ({ facts, columns, rows }: ExportTable): string =>
  csvHeader(columns.map((column) => column.title)) + csvRecords(facts, rows)

/** What a file begins with; the facts have columns of their own. */
export const csvHeader = (titles: readonly string[]): string =>
  stringify([[...titles, 'Vendor', 'Unique Key', 'Exported At', 'Exported By']], { ...OPTIONS, bom: true })

export function csvRecords(
  { vendor, uniqueKey, exportedAt, app }: ExportFacts,
  rows: readonly (readonly Cell[])[],
): string {
  const about = [vendor, uniqueKey, exportedAt, app]
  return stringify(
    rows.map((row) => [...row.map(csvCell), ...about]),
    OPTIONS,
  )
}

function csvCell(cell: Cell): string | number {
  if (cell instanceof Date) return cell.toISOString()
  // NUL ends a cell in some readers; it says nothing in any.
  return typeof cell === 'string' ? cell.replaceAll('\0', '') : (cell ?? '')
}
