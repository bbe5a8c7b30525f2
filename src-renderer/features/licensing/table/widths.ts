// How wide the columns are, as CSS: chosen widths in pixels, the others between their least width and their share. Dates have
// their line whole before any other column gets more than its least; then names and usages have what they want, in this order.
import type { Column } from './columns.ts'

type Widths = Readonly<Record<string, number>>

/** In pixels, by column; the two edges of a cell come to it. */
export interface TextWidths {
  /** Where a column needs another width than its least. */
  readonly least: Widths
  /** With which nothing is cut or broken, where there is room. */
  readonly wanted: Widths
}

/** In rem: behind the last column, for the sign that a row opens. */
const SIGN = 1.5
const WANTED = ['owner', 'product', 'usage']

const whole = (pixels: number): string => `calc(${pixels}px + 1rem)`

function leastOf({ id, least, widest }: Column, { least: texts }: TextWidths): string {
  const pixels = widest ? undefined : texts[id]
  return pixels === undefined ? `${least}rem` : whole(pixels)
}

export function columnTemplate(columns: readonly Column[], widths: Widths, texts: TextWidths): string {
  const dateOf = ({ id, widest }: Column) => (widest ? texts.least[id] : undefined)
  const chosen = ({ id }: Column) => (widths[id] === undefined ? null : `${widths[id]}px`)
  const taken = columns.map((column) => {
    const date = dateOf(column)
    return chosen(column) ?? (date === undefined ? leastOf(column, texts) : whole(date))
  })
  const leasts = columns.map((column) => leastOf(column, texts))
  for (const id of WANTED) {
    const at = columns.findIndex((column) => column.id === id)
    const pixels = texts.wanted[id]
    if (pixels === undefined || at < 0 || widths[id] !== undefined) continue
    const others = [...taken.toSpliced(at, 1), `${SIGN}rem`].join(' + ')
    taken[at] = `max(${leasts[at]}, ${whole(pixels)})`
    leasts[at] = `max(${leasts[at]}, min(${whole(pixels)}, 100% - (${others})))`
  }
  const shown = columns.map((column, at) => {
    const date = dateOf(column)
    return (
      chosen(column) ?? `minmax(${leasts[at]}, ${date === undefined ? `${column.share}fr` : whole(date)})`
    )
  })
  return [...shown, `${SIGN}rem`].join(' ')
}

/** Below it the table scrolls sideways. The two edges of a row count as well. */
export function leastWidth(columns: readonly Column[], widths: Widths, texts: TextWidths): string {
  const shown = columns.map((column) => {
    const width = widths[column.id]
    return width === undefined ? leastOf(column, texts) : `${width}px`
  })
  return `calc(${[...shown, `${1 + SIGN}rem`].join(' + ')})`
}
