// XLSX: typed cells, header frozen, widths; a second sheet says where the file comes from.
import { cutText } from '#shared/cut-text.ts'
import writeXlsxFile, { type Cell as XlsxCell } from 'write-excel-file/node'
import type { ReportMessages } from '#shared/messages/messages.ts'
import { namedFacts } from './report-words.ts'
import type { Cell, ExportColumn } from './columns.ts'
import type { ExportTable } from './table.ts'

/** Excel's own limits; a longer text would make the file unreadable. */
const LONGEST_TEXT = 32_767
const LONGEST_SHEET_NAME = 31
/** Its dates end with the year 9999, and count in days, so that a last millisecond can become the next day. */
const LAST_DATE = Date.parse('9999-12-31T23:59:59Z')
const wholeSecond = (date: Date) => Math.floor(date.getTime() / 1000) * 1000

interface Sheet extends Pick<ExportTable, 'facts' | 'rows'> {
  readonly columns: readonly Pick<ExportColumn, 'title' | 'width'>[]
}

export function toXlsx(
  { facts, columns, rows }: Sheet,
  messages: ReportMessages,
  title = messages.report.title,
): Promise<Uint8Array> {
  const { about } = messages.report
  const header = columns.map((column) => ({ value: column.title, fontWeight: 'bold' as const }))
  const named = namedFacts(facts, messages)
  return writeXlsxFile([
    {
      sheet: sheetName(title),
      data: [header, ...rows.map((row) => row.map(xlsxCell))],
      columns: columns.map(({ width, title }, at) => ({
        width: Math.min(WIDEST, atLeast(width, [title, ...textsIn(rows, at)])),
      })),
      stickyRowsCount: 1,
    },
    {
      sheet: sheetName(about),
      data: named.map((row) => row.map(xlsxCell)),
      columns: [
        {
          width: atLeast(
            14,
            named.map(([name]) => name),
          ),
        },
        { width: 60 },
      ],
    },
  ]).toBuffer()
}

/** What a spreadsheet takes as the name of a sheet. */
const sheetName = (name: string): string => cutText(name.replaceAll(/[[\]:*?/\\]/g, ''), LONGEST_SHEET_NAME)

/** Characters: a longer text goes on beneath its neighbours, as a person's own spreadsheets do it. */
const WIDEST = 60

const textsIn = (rows: Sheet['rows'], at: number): string[] =>
  rows.map((row) => row[at]).filter((cell) => typeof cell === 'string')

/** Characters; the words of a language may be longer than its numbers. */
const atLeast = (width: number, texts: readonly string[]): number =>
  texts.reduce((widest, text) => Math.max(widest, text.length + 2), width)

/** Text stays text: a cell that begins with `=` is no formula, whatever it says. */
function xlsxCell(cell: Cell): XlsxCell {
  if (cell === null || cell === '') return null
  if (typeof cell === 'number') return { value: cell, type: Number }
  if (cell instanceof Date)
    return wholeSecond(cell) > LAST_DATE
      ? { value: cell.toISOString(), type: String }
      : // eslint-disable-next-line words/in-messages -- Excel’s form of a date
        { value: new Date(wholeSecond(cell)), type: Date, format: 'yyyy-mm-dd hh:mm' }
  return { value: cutText(withoutControls(cell), LONGEST_TEXT), type: String }
}

/** XML has no place for them, so a file that held one would not open. */
const withoutControls = (text: string): string => text.replaceAll(/(?![\t\n\r])[\p{Cc}\uFFFE\uFFFF]/gu, '')
