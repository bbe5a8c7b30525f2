// How wide the columns are, as CSS: chosen widths in pixels, the others between their least width and their share.
import type { Column } from './columns.ts'

type Widths = Readonly<Record<string, number>>

/** In rem: behind the last column, for the sign that a row opens. */
const SIGN = 1.5

export function columnTemplate(columns: readonly Column[], widths: Widths): string {
  const shown = columns.map(({ id, least, share }) => {
    const width = widths[id]
    return width === undefined ? `minmax(${least}rem, ${share}fr)` : `${width}px`
  })
  return [...shown, `${SIGN}rem`].join(' ')
}

/** Below it the table scrolls sideways. The two edges of a row count as well. */
export function leastWidth(columns: readonly Column[], widths: Widths): string {
  let [pixels, rems] = [0, 1 + SIGN]
  for (const { id, least } of columns) {
    if (widths[id] === undefined) rems += least
    else pixels += widths[id]
  }
  return `calc(${pixels}px + ${rems}rem)`
}
