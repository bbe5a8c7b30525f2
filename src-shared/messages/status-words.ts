// How a license stands, in words: the same on the page and in the command line (docs/product.md#statuses).
import type { ClockView } from '../contract/activity-views.ts'
import type { GateAnswer, LicenseView } from '../contract/views.ts'
import type { Instant } from '../instant.ts'
import { daysUntil } from '../license/status.ts'
import type { Messages } from './messages.ts'

type Standing = Pick<LicenseView, 'status' | 'mayRun' | 'end' | 'until'>

export interface StatusWords {
  readonly label: string
  readonly meaning: string
  readonly todo: string
}

/** From so many on a badge, and what stands beside a date, says them. */
const COUNTED_DAYS = 30

/** Whole days until it stops or ends; null: it never does by itself, or has stopped. `now`: the time it is judged at. */
export const daysLeft = ({ until }: Pick<Standing, 'until'>, now: Instant): number | null =>
  daysUntil(until === null ? null : Date.parse(until), now)

/** Days that are said beside a date; null: it is over, or far away. */
export function countedDays(end: string | null, now: Instant): number | null {
  if (end === null || Date.parse(end) < now) return null
  const left = daysUntil(Date.parse(end), now)
  return left === null || left > COUNTED_DAYS ? null : left
}

/** Ends are judged at the later of the clock and the latest time that the vendor signed. */
export const judgedNow = ({ now, mark }: ClockView): Instant =>
  Math.max(Date.parse(now), mark === null ? 0 : Date.parse(mark))

/** A status says what it leaves open too: whether the product runs, and whether its key ended or its license. */
export function statusWords(
  { status, mayRun, end }: Pick<GateAnswer, 'status' | 'mayRun' | 'end'>,
  { statuses, standing }: Pick<Messages, 'statuses' | 'standing'>,
): StatusWords {
  if (end?.of === 'local_key' && isOf(standing.localKey, status)) return standing.localKey[status]
  const meanings = mayRun ? standing.runs : standing.stops
  return isOf(meanings, status) ? { ...statuses[status], meaning: meanings[status] } : statuses[status]
}

/** Short: the status, and that the product is stopped or how long it runs. */
export function statusLabel(
  facts: Standing,
  now: Instant,
  messages: Pick<Messages, 'statuses' | 'standing'>,
): string {
  const { label } = statusWords(facts, messages)
  // Neither yes nor no.
  if (facts.status === 'unknown') return label
  if (!facts.mayRun) return messages.standing.stopped(label)
  const left = daysLeft(facts, now)
  return left === null || left > COUNTED_DAYS ? label : messages.standing.left(label, left)
}

const isOf = <T extends object>(words: T, key: PropertyKey): key is keyof T => Object.hasOwn(words, key)
