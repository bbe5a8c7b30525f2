// The status rules (docs/product.md#statuses): derived at the moment of reading, never stored as truth.
import { DAY, type Instant } from '../instant.ts'
import { countDays, dayOf, startOfDay, type DaysOverLimit } from './days-over-limit.ts'
import type { ActivationMode, License, LicensedProduct } from './license.ts'

/** How far a clock may stand before the latest signed time, and a file's issue date after the clock. */
export const CLOCK_TOLERANCE = DAY
/** Within it two clocks count as the same: answers take a moment, and clocks are set by hand. */
export const CLOCK_SKEW = 5 * 60_000
const EXPIRING_DAYS = 30
/** The app refreshes once a day: an online file that is older was not renewed, and what it holds is what counts. */
const UNREFRESHED_AFTER = 2 * DAY

export interface Standing {
  readonly status: LicenseStatus
  readonly mayRun: boolean
  /**
   * When the standing changes by itself if nothing is done: the expiry that comes, or, of what is flagged, when the product
   * stops; null: never, or it has stopped.
   */
  readonly until: Instant | null
  /** What is over then; null: `until` is. */
  readonly untilOf: UntilOf | null
}

/** When a license ends on this machine, and what ends then: an offline key may end before its license does. */
export interface End {
  readonly at: Instant
  readonly of: EndOf
}

export const END_OF = ['license', 'local_key'] as const
export type EndOf = (typeof END_OF)[number]

/** `check`: the time that an online license runs without a refresh. `usage`: the days that it may be above its limit. */
export const UNTIL_OF = [...END_OF, 'check', 'usage'] as const
export type UntilOf = (typeof UNTIL_OF)[number]

interface Until {
  readonly at: Instant
  readonly of: UntilOf
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

/** Without a signed time for so long, a clock that is ahead is a likely cause of what time ends. */
const LONG_UNSIGNED = 30 * DAY
const ENDED_BY_TIME: ReadonlySet<string> = new Set(['expired', 'check_overdue'])

/** Time stopped it, and the clock may be what is wrong: nobody can tell here. */
export const mayBeClock = (
  { status, mayRun }: { readonly status: string; readonly mayRun: boolean },
  { clock, mark }: Moment,
): boolean => !mayRun && ENDED_BY_TIME.has(status) && clock - mark > LONG_UNSIGNED

/** What is known of one product of one license. */
export interface ProductFacts {
  readonly license: License
  readonly product: LicensedProduct
  readonly mode: ActivationMode
  readonly fileExpiry: Instant | null
  /** When that file was made: an online one at the last refresh. */
  readonly issued: Instant
  /** What the activation server said last. */
  readonly serverWord: 'suspended' | 'revoked' | null
  /** Limits of all licenses for this product that are in force, added up; null: no limit. */
  readonly totalLimit: number | null
  readonly usage: number | null
  /** What the product reported is lost, so that nobody can tell whether it is within its limit. */
  readonly usageIsLost: boolean
  readonly daysOverLimit: DaysOverLimit
}

/** What the rules ask of: the facts, and what follows from them at a moment. */
interface Situation {
  readonly facts: ProductFacts
  readonly clockIsWrong: boolean
  readonly now: Instant
  /** When the license ends; null: never. */
  readonly end: Instant | null
  readonly ends: End | null
  /** When the days of grace after it end. */
  readonly graceEnd: Instant
  /** An online file is due for a refresh. */
  readonly overdue: boolean
  readonly overdueEnd: Instant
  /** When it stops if no refresh succeeds, where the last one is too long ago to count on the next; null: it is not. */
  readonly checkEnd: Until | null
  readonly over: 'no' | 'flagged' | 'refused'
  /** Whether it is within its limit would decide, and is lost. */
  readonly untold: boolean
  /** When the days over a limit are used up, if it stays above; null: they never are. */
  readonly overEnd: Until | null
}

interface Rule {
  readonly status: string
  readonly mayRun: boolean
  holds(situation: Situation): boolean
  /** When it stops holding by itself; left out: never. */
  until?(situation: Situation): Until | null
}

/** Said by who opens the file: it never gets as far as these rules. */
const saidOfFiles = () => false

/** The order of the statuses, here alone: the first that holds counts, and the earlier is the worse. */
const RULES = [
  { status: 'invalid', mayRun: false, holds: saidOfFiles },
  { status: 'other_machine', mayRun: false, holds: saidOfFiles },
  { status: 'clock_problem', mayRun: false, holds: (s) => s.clockIsWrong },
  { status: 'revoked', mayRun: false, holds: (s) => s.facts.serverWord === 'revoked' },
  {
    status: 'suspended',
    mayRun: false,
    holds: (s) => s.facts.serverWord === 'suspended' || s.facts.license.suspended,
  },
  { status: 'expired', mayRun: false, holds: (s) => s.end !== null && s.now > s.graceEnd },
  { status: 'check_overdue', mayRun: false, holds: (s) => s.overdue && s.now > s.overdueEnd },
  { status: 'over_limit', mayRun: false, holds: (s) => s.over === 'refused' },
  // Else it would run: the gate answers that it cannot tell.
  { status: 'unknown', mayRun: false, holds: (s) => s.untold },
  { status: 'grace', mayRun: true, holds: (s) => s.end !== null && s.now > s.end, until: stop },
  { status: 'check_overdue', mayRun: true, holds: (s) => s.overdue, until: stop },
  {
    status: 'over_limit',
    mayRun: true,
    holds: (s) => s.over === 'flagged',
    until: (s) => first([s.ends, s.checkEnd, s.overEnd]),
  },
  {
    status: 'expiring',
    mayRun: true,
    holds: (s) => s.end !== null && s.end - s.now <= EXPIRING_DAYS * DAY,
    until: nextEnd,
  },
  { status: 'active', mayRun: true, holds: () => true, until: nextEnd },
] as const satisfies readonly Rule[]

export type LicenseStatus = (typeof RULES)[number]['status']
/** Those with which a product may run. */
export type RunningStatus = Extract<(typeof RULES)[number], { readonly mayRun: true }>['status']
/** Each once, the worst first. */
export const STATUSES: readonly LicenseStatus[] = [...new Set(RULES.map(({ status }) => status))]

/** The standing of one licensed product. A license that does not verify never comes here: it is `invalid`. */
export function standing(facts: ProductFacts, moment: Moment): Standing {
  const situation = situationOf(facts, moment)
  const rules: readonly (Rule & { readonly status: LicenseStatus })[] = RULES
  const rule = rules.find((each) => each.holds(situation))
  if (!rule) throw new Error('the last rule holds always')
  const until = rule.until?.(situation) ?? null
  return { status: rule.status, mayRun: rule.mayRun, until: until?.at ?? null, untilOf: until?.of ?? null }
}

/**
 * The next moment at which a standing may be another one with nothing done: an end, the days of grace after it, a refresh
 * that becomes due, thirty days before an end, another day over a limit, a clock that catches up. Null: none is known.
 */
export function nextChange(facts: ProductFacts, moment: Moment): Instant | null {
  const { now, end, graceEnd, overdueEnd, over } = situationOf(facts, moment)
  const ends = end === null ? [] : [end - EXPIRING_DAYS * DAY - 1, end, graceEnd]
  const due =
    facts.mode === 'online' && facts.fileExpiry !== null
      ? [unrefreshedFrom(facts, facts.fileExpiry), facts.fileExpiry, overdueEnd]
      : []
  const days =
    over === 'flagged' && facts.license.overLimit !== 'allow' ? [startOfDay(dayOf(now) + 1) - 1] : []
  const clock = clockIsWrong(moment) ? [moment.mark - CLOCK_TOLERANCE - 1] : []
  // Each holds up to this very moment, and is over with the next one.
  const changes = [...ends, ...due, ...days].map((last) => last + 1).filter((at) => at > now)
  return earliest([...changes, ...clock.map((last) => last + 1)])
}

/** Whole days; null: never. Past ones are none. */
export const daysUntil = (until: Instant | null, now: Instant): number | null =>
  until === null ? null : Math.max(0, Math.floor((until - now) / DAY))

export const earliest = (instants: readonly (Instant | null)[]): Instant | null => {
  const known = instants.filter((instant) => instant !== null)
  return known.length > 0 ? known.reduce((first, one) => Math.min(first, one)) : null
}

function situationOf(facts: ProductFacts, moment: Moment): Situation {
  const now = judgedAt(moment)
  const grace = facts.license.graceDays * DAY
  const ends = endOf(facts)
  const end = ends?.at ?? null
  const { mode, fileExpiry } = facts
  const overdueEnd = (fileExpiry ?? 0) + grace
  const isUnrefreshed = mode === 'online' && fileExpiry !== null && now > unrefreshedFrom(facts, fileExpiry)
  return {
    facts,
    clockIsWrong: clockIsWrong(moment),
    now,
    end,
    ends,
    graceEnd: (end ?? 0) + grace,
    overdue: mode === 'online' && fileExpiry !== null && now > fileExpiry,
    overdueEnd,
    checkEnd: isUnrefreshed ? { at: overdueEnd, of: 'check' } : null,
    over: overLimit(facts, now),
    untold: facts.usageIsLost && facts.totalLimit !== null && facts.license.overLimit !== 'allow',
    overEnd: endOfDaysOver(facts, now),
  }
}

/** The last moment at which a refresh is not missed yet: of a file that holds for less than four days, half of its time. */
const unrefreshedFrom = ({ issued }: ProductFacts, fileExpiry: Instant): Instant =>
  Math.min(fileExpiry, issued + Math.min(UNREFRESHED_AFTER, Math.floor((fileExpiry - issued) / 2)))

/** Of what is not flagged: its own end, or what it stops at where nobody refreshes it. */
function nextEnd({ ends, checkEnd }: Situation): Until | null {
  return first([ends, checkEnd])
}

/** Of what is flagged already: the first of its ends. */
function stop({ ends, graceEnd, checkEnd, over, overEnd }: Situation): Until | null {
  return first([
    ends === null ? null : { at: graceEnd, of: ends.of },
    checkEnd,
    over === 'flagged' ? overEnd : null,
  ])
}

const first = (untils: readonly (Until | null)[]): Until | null =>
  untils.filter((until) => until !== null).toSorted((a, b) => a.at - b.at)[0] ?? null

/** Null: it never ends. An online file ends nothing: it is only due for a refresh then. */
export function endOf({
  license,
  product,
  mode,
  fileExpiry,
}: Pick<ProductFacts, 'license' | 'mode' | 'fileExpiry'> & {
  /** null: of the license alone. */
  readonly product: LicensedProduct | null
}): End | null {
  const ofLicense = earliest([license.expiry, product?.expiry ?? null])
  const ofKey = mode === 'offline' ? fileExpiry : null
  if (ofKey !== null && (ofLicense === null || ofKey < ofLicense)) return { at: ofKey, of: 'local_key' }
  return ofLicense === null ? null : { at: ofLicense, of: 'license' }
}

function overLimit(facts: ProductFacts, now: Instant): 'no' | 'flagged' | 'refused' {
  const { totalLimit, usage } = facts
  if (totalLimit === null || usage === null || usage <= totalLimit) return 'no'
  const rule = facts.license.overLimit
  if (rule === 'allow') return 'flagged'
  if (rule === 'refuse') return 'refused'
  return countDays(facts.daysOverLimit, now) > rule.days ? 'refused' : 'flagged'
}

function endOfDaysOver({ license, daysOverLimit }: ProductFacts, now: Instant): Until | null {
  const { overLimit: rule } = license
  if (typeof rule === 'string') return null
  const left = Math.max(0, rule.days - countDays(daysOverLimit, now))
  return { at: startOfDay(dayOf(now) + left + 1) - 1, of: 'usage' }
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

/** A status that refuses is worse than the same one that lets run. */
function rank({ status, mayRun }: Standing): number {
  return RULES.findIndex((rule) => rule.status === status && rule.mayRun === mayRun)
}

const untilOf = (standing: Standing): number => standing.until ?? Number.MAX_SAFE_INTEGER
