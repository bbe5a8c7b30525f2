// How wide the columns are, as CSS: chosen widths in pixels, the others between their least width and their share. Dates have
// their line whole before any other column gets more than its least.
import type { Column } from './columns.ts'

type Widths = Readonly<Record<string, number>>

/** In rem: behind the last column, for the sign that a row opens. */
const SIGN = 1.5

/** `texts`: in pixels, where a column needs another width than its least. The two edges of a cell count as well. */
const leastOf = ({ id, least, widest }: Column, texts: Widths) =>
  widest || texts[id] === undefined ? `${least}rem` : `calc(${texts[id]}px + 1rem)`

const mostOf = ({ id, share, widest }: Column, texts: Widths) =>
  widest && texts[id] !== undefined ? `calc(${texts[id]}px + 1rem)` : `${share}fr`

export function columnTemplate(columns: readonly Column[], widths: Widths, texts: Widths): string {
  const shown = columns.map((column) => {
    const width = widths[column.id]
    if (width !== undefined) return `${width}px`
    return `minmax(${leastOf(column, texts)}, ${mostOf(column, texts)})`
  })
  return [...shown, `${SIGN}rem`].join(' ')
}

/** Below it the table scrolls sideways. The two edges of a row count as well. */
export function leastWidth(columns: readonly Column[], widths: Widths, texts: Widths): string {
  const shown = columns.map((column) => {
    const width = widths[column.id]
    return width === undefined ? leastOf(column, texts) : `${width}px`
  })
  return `calc(${[...shown, `${1 + SIGN}rem`].join(' + ')})`
}
