// How wide what stands in the columns is: the words of names, one of up to sixteen letters being never broken inside, and the
// widest dates.
import { widestDates } from '../../../ui/formats.ts'
import type { LicenseRow } from '../rows.ts'
import { statusDate, statusLabel } from '../status-text.ts'
import type { Column } from './columns.ts'
import { middleOf } from './middle.ts'
import type { TextWidths } from './widths.ts'

const MOST_LETTERS = 16
/** Shorter ones fit into every column. */
const FEWEST_LETTERS = 7
/** Of very many rows the first tell. */
const ROWS = 1000
/** In rem: the small letters, what is beside them in a badge, and the least that the column of the status is given. */
const SMALL = 0.75
const BESIDE = 2.2
const LEAST_STATUS = 8.5
/** Letters of a name that has one line, where there is room; in rem: the sign of a usage, and what no name gets more than. */
const SHORT = 20
const USAGE_SIGN = 1.25
const MOST_WANTED = 20
/** As cells.css has it, in parts of a letter's size. */
const DATE_SPACING = -0.04

/** By column, in pixels, where its least width is too little; `font`: as CSS writes it; `rem`: in pixels. */
export function textWidths(
  rows: readonly LicenseRow[],
  columns: readonly Column[],
  font: string,
  rem: number,
): TextWidths {
  const context = document.createElement('canvas').getContext('2d')
  if (!context) return { least: {}, wanted: {} }
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
  const wanted = wantedWidths(first, columns, widthOf, rem)
  const status = columns.find(({ id }) => id === 'status')
  if (!status) return { least: widths, wanted }
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
  return { least: widths, wanted }
}

/** Of names and usages, where there is room: short names in a line, long ones in two, and a usage with what it is of. */
function wantedWidths(
  rows: readonly LicenseRow[],
  columns: readonly Column[],
  widthOf: (text: string) => number,
  rem: number,
): Record<string, number> {
  const wanted: Record<string, number> = {}
  for (const { id, kind, text } of columns) {
    if (id !== 'owner' && id !== 'product' && kind !== 'usage') continue
    const texts = [...new Set(rows.map(text))]
    const inALine = kind === 'usage' ? texts : texts.filter(({ length }) => length <= SHORT)
    const sign = kind === 'usage' ? USAGE_SIGN * rem : 0
    const width = Math.max(halfWidth(texts, widthOf), ...inALine.map(widthOf)) + sign
    wanted[id] = Math.ceil(Math.min(width, MOST_WANTED * rem))
  }
  return wanted
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
