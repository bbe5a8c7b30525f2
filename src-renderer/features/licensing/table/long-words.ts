// How wide the words of the names are: one of up to sixteen letters is never broken inside, whatever the column's least width.
import type { LicenseRow } from '../rows.ts'
import type { Column } from './columns.ts'

const MOST_LETTERS = 16
/** Shorter ones fit into every column. */
const FEWEST_LETTERS = 7
/** Of very many rows the first tell. */
const ROWS = 1000

/** By column, in pixels, where its least width is too little; `font`: as CSS writes it; `rem`: in pixels. */
export function longWordWidths(
  rows: readonly LicenseRow[],
  columns: readonly Column[],
  font: string,
  rem: number,
): Record<string, number> {
  const context = document.createElement('canvas').getContext('2d')
  if (!context) return {}
  context.font = font
  const widths: Record<string, number> = {}
  for (const { id, kind, text, least } of columns) {
    if (kind !== 'text') continue
    const words = new Set(rows.slice(0, ROWS).flatMap((row) => text(row).split(/[\s/-]+/)))
    const long = [...words].filter(({ length }) => length >= FEWEST_LETTERS && length <= MOST_LETTERS)
    const widest = Math.ceil(Math.max(0, ...long.map((word) => context.measureText(word).width)))
    if (widest > (least - 1) * rem) widths[id] = widest
  }
  return widths
}
