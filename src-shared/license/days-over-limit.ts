// The days on which usage stood above its limit, counted one by one (docs/product.md#days-over-a-limit). Dates between which
// to reckon would let a single report under a wrong clock stretch the time, or begin it anew.
import { DAY, type Instant } from '../instant.ts'

/** No license allows more (3650 days, typed-key-v1.md): beyond it there is nothing to count. */
const MOST_DAYS = 4000

export interface DaysOverLimit {
  /** Days since 1970-01-01 in UTC, each once, ascending. */
  readonly days: readonly number[]
  /** As earlier versions wrote it: every day since then counts too. null: none. */
  readonly since: Instant | null
}

export const NOT_OVER: DaysOverLimit = { days: [], since: null }

export const dayOf = (instant: Instant): number => Math.floor(instant / DAY)
export const startOfDay = (day: number): Instant => day * DAY

/** How many there are with the day of `now` among them. One that is ahead of it was counted once, and stays one. */
export function countDays({ days, since }: DaysOverLimit, now: Instant): number {
  const today = dayOf(now)
  const first = since === null ? today : Math.min(dayOf(since), today)
  return today - first + 1 + days.filter((day) => day < first || day > today).length
}

/** The same with the day of `now` in it; the very same object where it is in it already. */
export function withDay(over: DaysOverLimit, now: Instant): DaysOverLimit {
  const today = dayOf(now)
  if (over.days.includes(today) || over.days.length >= MOST_DAYS) return over
  return { ...over, days: [...over.days, today].toSorted((a, b) => a - b) }
}

/** Null where none was counted. */
export const latestDay = ({ days, since }: DaysOverLimit): number | null =>
  days.at(-1) ?? (since === null ? null : dayOf(since))
