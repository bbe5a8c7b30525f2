// License lists as text, piece by piece (docs/formats/license-list.md).
import { stringify } from 'csv-stringify/sync'
import { jsonLine } from '#shared/printable.ts'
import { COLUMN_NAMES, type ListedLicense, type ListedValue } from './columns.ts'
import { withoutFormula } from './formulas.ts'

export const LIST_FORMATS = ['csv', 'jsonl'] as const
export type ListFormat = (typeof LIST_FORMATS)[number]

/** Licenses in a piece: enough that a call is worth it. */
const PIECE = 200

export async function* listText(
  licenses: AsyncIterable<ListedLicense>,
  format: ListFormat,
): AsyncGenerator<string> {
  if (format === 'csv') yield stringify([COLUMN_NAMES], { ...CSV, bom: true })
  const write = format === 'csv' ? toCsv : toJsonLines
  let piece: ListedLicense[] = []
  for await (const license of licenses) {
    piece.push(license)
    if (piece.length < PIECE) continue
    yield write(piece)
    piece = []
  }
  yield write(piece)
}

/** Texts are quoted, numbers are not: a spreadsheet that takes quoted cells as text keeps an owner named `007`. */
const CSV = { record_delimiter: 'windows', quoted_string: true } as const

const toCsv = (licenses: readonly ListedLicense[]): string =>
  stringify(
    licenses.map((license) => COLUMN_NAMES.map((name) => cell(license[name]))),
    CSV,
  )

function cell(value: ListedValue): string | number {
  if (typeof value === 'number') return value
  return withoutFormula(typeof value === 'string' ? value : (value ?? []).join(';'))
}

const toJsonLines = (licenses: readonly ListedLicense[]): string => licenses.map(jsonLine).join('')
