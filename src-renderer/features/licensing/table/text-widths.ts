// How wide what stands in the columns is: the words of names, one of up to sixteen letters being never broken inside, and the
// widest dates.
import { widestDates } from '../../../ui/formats.ts'
import type { LicenseRow } from '../rows.ts'
import { statusDate, statusLabel } from '../status-text.ts'
import type { Column } from './columns.ts'
import { middleOf } from './middle.ts'

const MOST_LETTERS = 16
/** Shorter ones fit into every column. */
const FEWEST_LETTERS = 7
/** Of very many rows the first tell. */
const ROWS = 1000
/** In rem: the small letters, what is beside them in a badge, and the least that the column of the status is given. */
const SMALL = 0.75
const BESIDE = 2.2
const LEAST_STATUS = 8.5
/** As cells.css has it, in parts of a letter's size. */
const DATE_SPACING = -0.04

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
  const status = columns.find(({ id }) => id === 'status')
  if (!status) return widths
  // Its badges and dates need so much; what is left of its width the names have, so that two lines hold them.
  const small = (weight: number) => `${weight} ${SMALL * rem}px ${font.slice(font.indexOf(' '))}`
  context.font = small(500)
  const labels = [...new Set(first.map(statusLabel))].map((label) => widthOf(label) + BESIDE * rem)
  context.font = small(400)
  const below = [...new Set(first.map(statusDate))].map(
    (date) => widthOf(date) + date.length * DATE_SPACING * SMALL * rem + rem / 4,
  )
  const had = (status.least - 1) * rem
  const needed = Math.ceil(Math.max((LEAST_STATUS - 1) * rem, ...labels, ...below))
  widths['status'] = Math.min(had, needed)
  let left = had - widths['status']
  for (const { id, least, text } of columns.filter(({ id }) => id === 'owner' || id === 'product')) {
    const has = widths[id] ?? (least - 1) * rem
    const more = Math.min(left, halfWidth(first.map(text), widthOf) - has)
    if (more <= 0) continue
    widths[id] = has + more
    left -= more
  }
  return widths
}

/** Of the wider half of each. */
const halfWidth = (texts: readonly string[], widthOf: (text: string) => number): number => {
  const halves = [...new Set(texts)].flatMap((text) => {
    const at = middleOf(text)
    return [text.slice(0, at).trimEnd(), text.slice(at)]
  })
  return Math.ceil(Math.max(0, ...halves.map(widthOf)))
}

function longWords(texts: readonly string[]): string[] {
  const words = new Set(texts.flatMap((text) => text.split(/[\s/-]+/)))
  return [...words].filter(({ length }) => length >= FEWEST_LETTERS && length <= MOST_LETTERS)
}
