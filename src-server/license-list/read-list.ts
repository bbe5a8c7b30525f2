// The lines of a license list, one after another, whichever of its two forms it has (docs/formats/license-list.md).
import { pipeline, Readable } from 'node:stream'
import { CsvError, parse } from 'csv-parse'
import { err, ok, type Result } from '#shared/result.ts'
import { refusal, type Refusal } from '../back-office/refusal.ts'
import { COLUMNS, type Column } from './columns.ts'
import { withFormula } from './formulas.ts'
import { ListNotRead } from './list-not-read.ts'
import { MOST_LINE } from './read-lines.ts'
import type { ListFormat } from './write-list.ts'

/** What a line says, as text; what it leaves empty is not there. */
export type ReadValues = {
  readonly [Name in Column]?: (typeof COLUMNS)[Name] extends 'list' ? readonly string[] : string
}
export type LineRefusal = Refusal<'line_not_read' | 'unknown_column' | 'value_invalid'>

export interface ReadLine {
  /** Where it begins; the first is 1. */
  readonly line: number
  readonly values: Result<ReadValues, LineRefusal>
}

export interface ReadList {
  readonly format: ListFormat
  readonly lines: AsyncIterable<ReadLine>
}

/** `pieces` end where a line does. Throws ListNotRead, as its lines do, for what is no list. */
export async function readList(pieces: AsyncGenerator<string>): Promise<ReadList> {
  for (;;) {
    const piece = await pieces.next()
    if (piece.done === true) throw new ListNotRead((words) => words.listEmpty)
    const first = piece.value
    if (first.trim() === '') continue
    const all = joined(first, pieces)
    if (first.trimStart().startsWith('{')) return { format: 'jsonl', lines: jsonLines(all) }
    return { format: 'csv', lines: csvLines(all, delimiterOf(first.trimStart())) }
  }
}

async function* joined(first: string, rest: AsyncIterable<string>): AsyncGenerator<string> {
  yield first
  yield* rest
}

const isColumn = (name: string): name is Column => Object.hasOwn(COLUMNS, name)

const lineNotRead = (why: Parameters<typeof refusal<'line_not_read'>>[1]) =>
  err(refusal('line_not_read', why))

async function* jsonLines(pieces: AsyncIterable<string>): AsyncGenerator<ReadLine> {
  let line = 0
  for await (const piece of pieces) {
    const lines = piece.split('\n')
    if (piece.endsWith('\n')) lines.pop()
    for (const text of lines) {
      line += 1
      if (text.trim() !== '') yield { line, values: fromJson(text) }
    }
  }
}

function fromJson(text: string): ReadLine['values'] {
  let object: unknown
  try {
    object = JSON.parse(text)
  } catch {
    return lineNotRead((words) => words.lineNotJson)
  }
  if (typeof object !== 'object' || object === null || Array.isArray(object))
    return lineNotRead((words) => words.lineNotJson)
  const values: Partial<Record<Column, string | readonly string[]>> = {}
  for (const [name, value] of Object.entries(object)) {
    if (!isColumn(name)) return err(refusal('unknown_column', (words) => words.unknownColumn(name)))
    if (value === null || value === '') continue
    const read = memberOf(COLUMNS[name], value)
    if (read === null) return err(refusal('value_invalid', (words) => words.memberKind(name, COLUMNS[name])))
    values[name] = read
  }
  return ok(values as ReadValues)
}

function memberOf(kind: (typeof COLUMNS)[Column], value: unknown): string | readonly string[] | null {
  if (kind === 'list')
    return Array.isArray(value) && value.every((one) => typeof one === 'string') ? value : null
  if (typeof value === 'string') return value
  return typeof value === 'number' && kind !== 'text' ? String(value) : null
}

/** What the names of the columns stand between: no name holds one of these. */
function delimiterOf(text: string): string {
  const [head = ''] = text.split(/[\r\n]/, 1)
  const counts = [',', ';', '\t'].map((delimiter) => ({ delimiter, count: head.split(delimiter).length }))
  return counts.toSorted((one, other) => other.count - one.count)[0]?.delimiter ?? ','
}

const LINE_BREAKS = /\r\n|\n|\r/g

async function* csvLines(pieces: AsyncIterable<string>, delimiter: string): AsyncGenerator<ReadLine> {
  let [next, empty] = [1, 0]
  const begins: number[] = []
  const skipEmpty = (emptyLines: number) => {
    next += emptyLines - empty
    empty = emptyLines
  }
  const parser = parse({
    delimiter,
    max_record_size: MOST_LINE,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    skip_empty_lines: true,
    // As soon as it is parsed: what was not asked for yet is lost at an error. Its own count takes CRLF in a cell for two lines.
    on_record: (record, { empty_lines: emptyLines }) => {
      skipEmpty(emptyLines)
      begins.push(next)
      next += 1 + (record.join('').match(LINE_BREAKS)?.length ?? 0)
      return record
    },
  })
  // An error of either ends both, and comes out below.
  pipeline(Readable.from(pieces), parser, () => {})
  let head: readonly Column[] | null = null
  try {
    for await (const record of parser as AsyncIterable<readonly string[]>) {
      const line = begins.shift() ?? next
      if (head === null) head = columnsIn(record)
      else yield { line, values: fromCells(head, record) }
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    skipEmpty(Number(error['empty_lines']))
    throw notCsv(error, next)
  }
}

function notCsv(error: CsvError, line: number): ListNotRead {
  switch (error.code) {
    case 'CSV_MAX_RECORD_SIZE':
      return new ListNotRead((words) => words.listLineTooLong(line, MOST_LINE))
    case 'CSV_QUOTE_NOT_CLOSED':
      return new ListNotRead((words) => words.listQuoteOpen(line))
    default:
      return new ListNotRead((words) => words.listQuoteOdd(line))
  }
}

function columnsIn(record: readonly string[]): readonly Column[] {
  const names = record.map((name) => name.trim())
  const columns = names.filter(isColumn)
  const odd = names.find((name) => !isColumn(name))
  if (odd !== undefined) throw new ListNotRead((words) => words.unknownColumn(odd))
  const twice = columns.find((name, at) => columns.indexOf(name) !== at)
  if (twice !== undefined) throw new ListNotRead((words) => words.columnTwice(twice))
  const missing = (['owner', 'products'] as const).find((name) => !columns.includes(name))
  if (missing !== undefined) throw new ListNotRead((words) => words.columnMissing(missing))
  return columns
}

function fromCells(head: readonly Column[], record: readonly string[]): ReadLine['values'] {
  if (record.length !== head.length)
    return lineNotRead((words) => words.lineCells(record.length, head.length))
  const values: Partial<Record<Column, string | readonly string[]>> = {}
  for (const [at, name] of head.entries()) {
    const text = withFormula(record[at] ?? '')
    if (text !== '') values[name] = COLUMNS[name] === 'list' ? listIn(text) : text
  }
  return ok(values as ReadValues)
}

const listIn = (text: string): string[] =>
  text
    .split(';')
    .map((one) => one.trim())
    .filter((one) => one !== '')
