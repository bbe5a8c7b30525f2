// The room of the table, shared out: every column has its least, and what is left goes, step by step, to those whose texts
// would be cut or broken; where columns are out of view, to those that are seen. What nobody needs all have.
import type { Column } from './columns.ts'
import { SIGN, type Laid, type Room } from './widths.ts'

/** Whose texts come first. */
const RANKS = ['nearlyThere', 'names', 'owner', 'usage', 'dates', 'product'] as const

export interface Step {
  readonly rank: (typeof RANKS)[number]
  /** Of the text, in pixels. */
  readonly width: number
  /** Less of it helps too. */
  readonly partly?: boolean
}

/** Of the texts of a column, in pixels. */
export interface Demand {
  readonly least: number
  /** The same where columns are out of view. */
  readonly leastInPart?: number
  /** Of its name, with what is beside that. */
  readonly head: number
  readonly steps: readonly Step[]
}

const sum = (numbers: readonly number[]): number => numbers.reduce((one, other) => one + other, 0)
const rankOf = ({ rank }: Step): number => RANKS.indexOf(rank)

/** `demands`: by column. `rem`: in pixels. */
export function shareOut(
  { columns, chosen, width, cell }: Room,
  demands: Readonly<Record<string, Demand>>,
  rem: number,
): Laid {
  const withCell = (text: number) => Math.ceil(text + 2 * cell)
  const all = columns.map((column) => ({
    column,
    // What a person chose is neither more nor less.
    demand: chosen[column.id] === undefined ? demands[column.id] : undefined,
    width: 0,
  }))
  const setLeast = (inPart: boolean): number => {
    for (const one of all) {
      const { column, demand } = one
      const text = (inPart ? demand?.leastInPart : undefined) ?? demand?.least
      one.width =
        demand && text !== undefined
          ? Math.max(Math.ceil(demand.head + cell), withCell(text))
          : (chosen[column.id] ?? column.least * rem)
    }
    return sum(all.map((one) => one.width))
  }
  const edge = rem - cell
  const around = 2 * edge + SIGN * rem
  const least = setLeast(false) + around
  const isWider = least > width
  if (isWider) setLeast(true)

  const wholeOf = ({ demand, width: own }: Shared) => {
    const whole = demand?.steps.find(({ rank }) => rank === 'names')
    return Math.max(own, withCell(whole?.width ?? 0))
  }
  const beside = width - edge - SIGN * rem
  const seen = isWider ? seenOf(all, beside, wholeOf) : all
  let left = isWider ? beside - sum(seen.map((one) => one.width)) : width - least
  const steps = all.flatMap((one) => (one.demand?.steps ?? []).map((step) => ({ step, one })))
  for (const { step, one } of steps.toSorted(
    (a, b) => rankOf(a.step) - rankOf(b.step) || a.step.width - b.step.width,
  )) {
    const more = withCell(step.width) - one.width
    const isSeen = seen.includes(one)
    if (more <= 0 || (isSeen && more > left && step.partly !== true)) continue
    const given = isSeen ? Math.min(more, left) : more
    one.width += given
    if (isSeen) left -= given
  }
  if (isWider) shareRest(seen, left)
  const usage = all.find(({ column }) => column.kind === 'usage')
  const line = Math.max(0, ...(usage?.demand?.steps.map((step) => step.width) ?? []))
  return {
    template: [...all.map(trackOf), `${SIGN}rem`].join(' '),
    least: `${isWider ? sum(all.map((one) => one.width)) + around : least}px`,
    tight: usage !== undefined && usage.width < withCell(line),
  }
}

interface Shared {
  readonly column: Column
  readonly demand: Demand | undefined
  width: number
}

/**
 * Those that stand whole beside the status, which stays in view and is one of them. It has the date of an end as well: a column of
 * dates is seen only where names are whole.
 */
function seenOf(all: readonly Shared[], room: number, wholeOf: (one: Shared) => number): readonly Shared[] {
  const status = all.filter(({ column }) => column.kind === 'status')
  let left = room - sum(status.map(({ width }) => width))
  let leftOfWhole = left
  const found: Shared[] = []
  for (const one of all) {
    if (status.includes(one)) continue
    left -= one.width
    leftOfWhole -= wholeOf(one)
    if (left < 0 || (one.column.widest && leftOfWhole < 0)) break
    found.push(one)
  }
  return [...found, ...status]
}

/** No strip of a column that is not seen whole stays beside them. */
function shareRest(seen: readonly Shared[], left: number): void {
  const shares = sum(seen.map((one) => shareOf(one)))
  if (shares > 0) for (const one of seen) one.width += Math.floor((left * shareOf(one)) / shares)
}

/** A date has no use for more than its line, and a chosen width is not shared. */
const shareOf = ({ column, demand }: Shared): number => (demand && !column.widest ? column.share : 0)

const trackOf = (one: Shared): string =>
  shareOf(one) > 0 ? `minmax(${one.width}px, ${one.column.share}fr)` : `${one.width}px`
