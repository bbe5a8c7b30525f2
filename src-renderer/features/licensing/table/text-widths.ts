// How wide what stands in the columns is: the words of names, one of up to sixteen letters being never broken inside, and the
// widest dates.
import { widestDates } from '../../../ui/formats.ts'
import type { LicenseRow } from '../rows.ts'
import type { Column } from './columns.ts'

const MOST_LETTERS = 16
/** Shorter ones fit into every column. */
const FEWEST_LETTERS = 7
/** Of very many rows the first tell. */
const ROWS = 1000

/** By column, in pixels, where its least width is too little; `font`: as CSS writes it; `rem`: in pixels. */
export function textWidths(
  rows: readonly LicenseRow[],
  columns: readonly Column[],
  font: string,
  rem: number,
): Record<string, number> {
  const context = document.createElement('canvas').getContext('2d')
  if (!context) return {}
  context.font = font
  // The table's figures are as wide as each other.
  const widthOf = (text: string) => context.measureText(text.replaceAll(/\d/g, '0')).width
  const dates = widestDates(widthOf)
  const first = rows.slice(0, ROWS)
  const widths: Record<string, number> = {}
  for (const { id, kind, text, widest, least } of columns) {
    const found = widest
      ? new Set(first.map((row) => widest(row, dates)))
      : kind === 'text'
        ? longWords(first.map(text))
        : []
    const width = Math.ceil(Math.max(0, ...[...found].map(widthOf)))
    if (width > (least - 1) * rem) widths[id] = width
  }
  return widths
}

function longWords(texts: readonly string[]): string[] {
  const words = new Set(texts.flatMap((text) => text.split(/[\s/-]+/)))
  return [...words].filter(({ length }) => length >= FEWEST_LETTERS && length <= MOST_LETTERS)
}
