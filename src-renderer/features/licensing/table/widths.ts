// How wide the columns are, as CSS: at first by their own least and share, and by what stands in them once that is measured.
import type { Column } from './columns.ts'

export type Widths = Readonly<Record<string, number>>

export interface Laid {
  /** The tracks of the grid. */
  readonly template: string
  /** Below it the table scrolls sideways. */
  readonly least: string
  /** A usage beside what it is of does not fit into a line of the table's own letters. */
  readonly tight: boolean
}

export interface Room {
  readonly columns: readonly Column[]
  /** As a person chose them; this and all below in pixels. */
  readonly chosen: Widths
  /** What of the table is in view. */
  readonly width: number
  /** Between the edge of a cell and its text. */
  readonly cell: number
}

/** In rem: behind the last column, for the sign that a row opens. */
export const SIGN = 1.5

/** Nothing is measured yet. */
export function laidAtFirst(columns: readonly Column[], chosen: Widths): Laid {
  const leasts = columns.map(({ id, least }) =>
    chosen[id] === undefined ? `${least}rem` : `${chosen[id]}px`,
  )
  const tracks = columns.map(({ id, share }, at) =>
    chosen[id] === undefined ? `minmax(${leasts[at]}, ${share}fr)` : leasts[at],
  )
  return {
    template: [...tracks, `${SIGN}rem`].join(' '),
    least: `calc(${[...leasts, `${1 + SIGN}rem`].join(' + ')})`,
    tight: false,
  }
}
