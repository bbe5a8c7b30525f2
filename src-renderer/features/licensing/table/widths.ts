// How wide the columns are, as CSS: chosen widths in pixels, the others between their least width and their share.
import type { Column } from './columns.ts'

type Widths = Readonly<Record<string, number>>

/** In rem: behind the last column, for the sign that a row opens. */
const SIGN = 1.5

/** `words`: in pixels, the longest word of a column's names. The two edges of a cell count as well. */
const leastOf = ({ id, least }: Column, words: Widths) =>
  words[id] === undefined ? `${least}rem` : `max(${least}rem, ${words[id]}px + 1rem)`

export function columnTemplate(columns: readonly Column[], widths: Widths, words: Widths): string {
  const shown = columns.map((column) => {
    const width = widths[column.id]
    return width === undefined ? `minmax(${leastOf(column, words)}, ${column.share}fr)` : `${width}px`
  })
  return [...shown, `${SIGN}rem`].join(' ')
}

/** Below it the table scrolls sideways. The two edges of a row count as well. */
export function leastWidth(columns: readonly Column[], widths: Widths, words: Widths): string {
  const shown = columns.map((column) => {
    const width = widths[column.id]
    return width === undefined ? leastOf(column, words) : `${width}px`
  })
  return `calc(${[...shown, `${1 + SIGN}rem`].join(' + ')})`
}
