// What stands in the columns, measured: the words of names, one of up to sixteen letters being never broken inside, the widest
// dates, and what is seen of a status.
import { widestDates, type DateTexts } from '../../../ui/formats.ts'
import type { LicenseRow } from '../rows.ts'
import { statusLabel } from '../status-text.ts'
import { usageStand } from '../usage-stand.ts'
import { dateSeen, isLong, usageShown } from './cells.ts'
import { daysBelow, type Column } from './columns.ts'
import { middleOf } from './middle.ts'
import { shareOut, type Demand, type Step } from './share-out.ts'
import type { Laid, Room } from './widths.ts'

const MOST_LETTERS = 16
/** Shorter ones fit into every column. */
const FEWEST_LETTERS = 7
/** Of very many rows the first tell. */
const ROWS = 1000
/** In rem: what of a column's least is no name of it, and that of a name which is `License` or no wider. */
const EDGE = 0.5
const NAME = 4.75
/** In rem: small letters, and what is beside them in a badge. */
const SMALL = 0.75
const BESIDE = 2.2
/** Letters of a name that has one line, where there is room; in rem: the sign of a usage, and what no name gets more than. */
const SHORT = 20
const USAGE_SIGN = 1.25
const MOST_WANTED = 20
/** In rem: a date that lacks no more has its line before names have theirs. */
const LITTLE = 2
/** As cells.css has it, in parts of a letter's size. */
const DATE_SPACING = -0.04
const SMALL_NAMES = '(max-width: 90rem)'

/** How wide a text is, in pixels; `small`: in small letters. */
type WidthOf = (text: string, small?: boolean) => number

/** How the columns are laid out for these rows, in any room; `font`: as CSS writes it; `rem`: in pixels. */
export function layOut(
  rows: readonly LicenseRow[],
  columns: readonly Column[],
  font: string,
  rem: number,
): (room: Room) => Laid {
  const context = document.createElement('canvas').getContext('2d')
  const family = font.slice(font.indexOf(' '))
  const fonts = { plain: font, small: `${SMALL * rem}px ${family}`, badge: `500 ${SMALL * rem}px ${family}` }
  // The table's figures are as wide as each other.
  const measure = (text: string, which: keyof typeof fonts): number => {
    if (!context) return 0
    context.font = fonts[which]
    return context.measureText(text.replaceAll(/\d/g, '0')).width
  }
  const widthOf: WidthOf = (text, small = false) => measure(text, small ? 'small' : 'plain')
  const dates = widestDates(widthOf)
  const first = rows.slice(0, ROWS)
  const dated = columns.some(({ id }) => id === 'expires')
  const demands: Record<string, Demand> = {}
  for (const column of columns) {
    const texts = [...new Set(first.map(column.text))]
    const head = (column.least - EDGE) * rem
    if (column.kind === 'status') demands[column.id] = ofStatus()
    else if (column.widest) demands[column.id] = ofDates(column, first, dates, widthOf, rem)
    else if (column.kind === 'usage') demands[column.id] = { head, ...ofUsages(column, first, widthOf, rem) }
    else if (column.id === 'owner' || column.id === 'product')
      demands[column.id] = { head: NAME * rem, ...ofNames(column, column.id, texts, widthOf, rem) }
    else {
      const whole = column.kind === 'number' ? texts : longWords(texts)
      demands[column.id] = { head, least: widest(whole, widthOf), steps: [] }
    }
  }
  return (room) => shareOut(room, demands, rem)

  /** Its badges, and the dates below them that are seen. */
  function ofStatus(): Demand {
    const labels = [...new Set(first.map(statusLabel))].map((text) => measure(text, 'badge') + BESIDE * rem)
    const below = (inPart: boolean) =>
      [...new Set(first.map((row) => dateSeen(row, inPart, dated)))].map(
        (text) => measure(text, 'small') + text.length * DATE_SPACING * SMALL * rem,
      )
    return {
      head: NAME * rem,
      least: Math.max(0, ...labels, ...below(false)),
      leastInPart: Math.max(0, ...labels, ...below(true)),
      steps: [],
    }
  }
}

const widest = (texts: Iterable<string>, widthOf: (text: string) => number): number =>
  Math.ceil(Math.max(0, ...[...texts].map((text) => widthOf(text))))

/** The days take a second line before anything of the date does. */
function ofDates(
  column: Column,
  rows: readonly LicenseRow[],
  dates: DateTexts,
  widthOf: WidthOf,
  rem: number,
): Demand {
  const texts = [...new Set(rows.map((row) => daysBelow(column.widest?.(row, dates) ?? '')))]
  const inTwo = texts.map((text) => Math.min(...brokenAnywhere(text).map((parts) => widest(parts, widthOf))))
  const least = Math.max((column.least - 1) * rem, ...inTwo)
  const lines = new Set(texts.flatMap((text) => [text, text.replace(/ \([^(]*$/, '')]))
  const steps = [...lines].map((text): Step => {
    const width = widest([text], widthOf)
    const isDate = !text.endsWith(')')
    return { rank: isDate && width <= least + LITTLE * rem ? 'nearlyThere' : 'dates', width }
  })
  return { head: (column.least - EDGE) * rem, least, steps }
}

/** In a line, and in two, wherever one ends. */
function brokenAnywhere(text: string): readonly (readonly string[])[] {
  const words = text.split(' ')
  return words.map((_, at) => [words.slice(0, at).join(' '), words.slice(at).join(' ')])
}

/** “9 of 1,600” in a line, if need be in small letters; the least is two lines. */
function ofUsages(
  column: Column,
  rows: readonly LicenseRow[],
  widthOf: WidthOf,
  rem: number,
): Pick<Demand, 'least' | 'steps'> {
  const widths = (parts: (text: string) => readonly string[], small = false) =>
    rows.map((row) => {
      const sign = (usageStand(row.product)?.tone ?? 'plain') === 'plain' ? 0 : USAGE_SIGN * rem
      return sign + widest(parts(usageShown(column.text(row))), (text) => widthOf(text, small))
    })
  const line = (small: boolean): Step => ({
    rank: 'usage',
    width: Math.max(0, ...widths((text) => [text], small)),
  })
  return { least: Math.max(0, ...widths((text) => text.split(' '))), steps: [line(true), line(false)] }
}

/** Long names in two lines, and short ones in one. */
function ofNames(
  column: Column,
  rank: 'owner' | 'product',
  texts: readonly string[],
  widthOf: WidthOf,
  rem: number,
): Pick<Demand, 'least' | 'steps'> {
  const small = matchMedia(SMALL_NAMES).matches
  const inItsLetters = (name: string) => (text: string) => widthOf(text, small && isLong(name, column))
  const least = Math.max(0, ...texts.map((name) => widest(longWords([name]), inItsLetters(name))))
  const halves = Math.max(0, ...texts.map((name) => widest(halvesOf(name), inItsLetters(name))))
  const lines = texts
    .filter(({ length }) => length <= SHORT)
    .map((name) => Math.min(widest([name], inItsLetters(name)), MOST_WANTED * rem))
  return {
    least,
    steps: [
      { rank: 'names', width: Math.min(halves, MOST_WANTED * rem), partly: true },
      ...lines.map((width): Step => ({ rank, width })),
    ],
  }
}

function halvesOf(text: string): readonly string[] {
  const at = middleOf(text)
  return [text.slice(0, at).trimEnd(), text.slice(at)]
}

function longWords(texts: readonly string[]): string[] {
  const words = new Set(texts.flatMap((text) => text.split(/[\s/-]+/)))
  return [...words].filter(({ length }) => length >= FEWEST_LETTERS && length <= MOST_LETTERS)
}
