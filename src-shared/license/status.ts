// The status rules (docs/product.md#statuses): derived at the moment of reading, never stored as truth.
import { countDays, type DaysOverLimit } from './days-over-limit.ts'
import type { ActivationMode, Instant, License, LicensedProduct } from './license.ts'

export const DAY = 86_400_000
/** How far a clock may stand before the latest signed time, and a file's issue date after the clock. */
export const CLOCK_TOLERANCE = DAY
/** Within it two clocks count as the same: answers take a moment, and clocks are set by hand. */
export const CLOCK_SKEW = 5 * 60_000
export const EXPIRING_DAYS = 30

/** In the order in which they count when several hold; those that refuse go before those that let run (`rank`). */
export const STATUSES = [
  'invalid',
  'other_machine',
  'clock_problem',
  'revoked',
  'suspended',
  'expired',
  'grace',
  'check_overdue',
  'over_limit',
  'expiring',
  'active',
] as const
export type LicenseStatus = (typeof STATUSES)[number]

export interface Standing {
  readonly status: LicenseStatus
  readonly mayRun: boolean
  /** When the standing changes by itself: the end of a grace, the expiry that comes; null: never. */
  readonly until: Instant | null
}

/** `mark`: the latest signed time known. Expiry is judged at the later of the two. */
export interface Moment {
  readonly clock: Instant
  readonly mark: Instant
}

export const judgedAt = (moment: Moment): Instant => Math.max(moment.clock, moment.mark)
export const clockIsWrong = (moment: Moment): boolean => moment.mark - moment.clock > CLOCK_TOLERANCE

/** `behind` only warns: products run on, and their ends are judged at the mark. */
export function clockState(moment: Moment): 'ok' | 'behind' | 'problem' {
  if (clockIsWrong(moment)) return 'problem'
  return moment.mark - moment.clock > CLOCK_SKEW ? 'behind' : 'ok'
}

/** What is known of one product of one license. */
export interface ProductFacts {
  readonly license: License
  readonly product: LicensedProduct
  readonly mode: ActivationMode
  readonly fileExpiry: Instant | null
  /** What the activation server said last. */
  readonly serverWord: 'suspended' | 'revoked' | null
  /** Limits of all licenses for this product that are in force, added up; null: no limit. */
  readonly totalLimit: number | null
  readonly usage: number | null
  readonly daysOverLimit: DaysOverLimit
}

/** The standing of one licensed product. A license that does not verify never comes here: it is `invalid`. */
export function standing(facts: ProductFacts, moment: Moment): Standing {
  const refused = (status: LicenseStatus): Standing => ({ status, mayRun: false, until: null })
  if (clockIsWrong(moment)) return refused('clock_problem')
  if (facts.serverWord === 'revoked') return refused('revoked')
  if (facts.serverWord === 'suspended' || facts.license.suspended) return refused('suspended')

  const now = judgedAt(moment)
  const grace = facts.license.graceDays * DAY
  const end = expiryOf(facts)
  if (end !== null && now > end + grace) return refused('expired')
  const overdue = facts.mode === 'online' && facts.fileExpiry !== null && now > facts.fileExpiry
  const overdueEnd = (facts.fileExpiry ?? 0) + grace
  if (overdue && now > overdueEnd) return refused('check_overdue')
  const over = overLimit(facts, now)
  if (over === 'refused') return refused('over_limit')
  const runs = (status: LicenseStatus, until: Instant | null): Standing => ({ status, mayRun: true, until })
  if (end !== null && now > end) return runs('grace', end + grace)
  if (overdue) return runs('check_overdue', overdueEnd)
  if (over === 'flagged') return runs('over_limit', null)
  if (end !== null && end - now <= EXPIRING_DAYS * DAY) return runs('expiring', end)
  return runs('active', end)
}

/** An offline key that ends before its license ends with it; an online file is only due for a check then. */
function expiryOf(facts: ProductFacts): Instant | null {
  const ends = [facts.license.expiry, facts.product.expiry]
  if (facts.mode === 'offline') ends.push(facts.fileExpiry)
  const known = ends.filter((end) => end !== null)
  return known.length > 0 ? Math.min(...known) : null
}

function overLimit(facts: ProductFacts, now: Instant): 'no' | 'flagged' | 'refused' {
  const { totalLimit, usage } = facts
  if (totalLimit === null || usage === null || usage <= totalLimit) return 'no'
  const rule = facts.license.overLimit
  if (rule === 'allow') return 'flagged'
  if (rule === 'refuse') return 'refused'
  return countDays(facts.daysOverLimit, now) > rule.days ? 'refused' : 'flagged'
}

/** A license stands as the worst of its products. Null for none. */
export function worst(standings: readonly Standing[]): Standing | null {
  return standings.toSorted(bySeverity)[0] ?? null
}

/** The gate asks for the best of a product's licenses. Null for none. */
export function best(standings: readonly Standing[]): Standing | null {
  return standings.toSorted(bySeverity).at(-1) ?? null
}

function bySeverity(a: Standing, b: Standing): number {
  return rank(a) - rank(b) || untilOf(a) - untilOf(b)
}

/** Refusing standings come before running ones of the same order (over limit, check overdue). */
function rank(standing: Standing): number {
  return STATUSES.indexOf(standing.status) + (standing.mayRun ? STATUSES.length : 0)
}

const untilOf = (standing: Standing): number => standing.until ?? Number.MAX_SAFE_INTEGER
