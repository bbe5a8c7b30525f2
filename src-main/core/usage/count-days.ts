// Whether today is a day over a product's limit: for commands that write anyway. The gate only adds today in its answer.
import type { Instant } from '#shared/instant.ts'
import {
  latestDay,
  NOT_OVER,
  startOfDay,
  withDay,
  type DaysOverLimit,
} from '#shared/license/days-over-limit.ts'
import { sumOfLimits } from '#shared/license/limits.ts'
import { judgedAt, standing, type ProductFacts } from '#shared/license/status.ts'
import type { Judged } from '../standing/judged.ts'

/** `usage`: reported now, or before and still in use. What is not known to have changed stays as it was: the same object. */
export function countedAnew(
  before: DaysOverLimit,
  { product, usage }: { readonly product: string; readonly usage: number },
  { facts, moment }: Pick<Judged, 'facts' | 'moment'>,
): DaysOverLimit {
  const lines = facts.filter((line) => line.product.code === product)
  const now = judgedAt(moment)
  if (isUnder(usage, lines, endsAt(before, now))) return latestDay(before) === null ? before : NOT_OVER
  const limit = allowedAt(now, lines)
  return limit !== null && usage > limit ? withDay(before, now) : before
}

/**
 * A clock that is held back would bring licenses back to life whose time is over, and end the count by their limits:
 * it ends by what is in force on the latest day that was counted.
 */
function endsAt(before: DaysOverLimit, now: Instant): Instant {
  const day = latestDay(before)
  return day === null ? now : Math.max(now, startOfDay(day))
}

/** Where a clock that is ahead leaves none in force: under each of them is under whatever is in force. */
function isUnder(usage: number, lines: readonly ProductFacts[], at: Instant): boolean {
  if (lines.length === 0) return false
  const limits = lines.map((line) => line.product.limit ?? Infinity)
  return usage <= (allowedAt(at, lines) ?? Math.min(...limits))
}

/** Null: no license for it is in force then. */
function allowedAt(at: Instant, lines: readonly ProductFacts[]): number | null {
  const inForce = lines.filter((line) => standing(line, { clock: at, mark: at }).mayRun)
  if (inForce.length === 0) return null
  return sumOfLimits(inForce.map(({ product }) => product.limit)) ?? Infinity
}
