// How a license stands, in words: the same on the page and in the command line (docs/product.md#statuses).
import type { ClockView } from '../contract/activity-views.ts'
import type { GateAnswer, LicenseView, ProductView } from '../contract/views.ts'
import { DAY, type Instant } from '../instant.ts'
import { daysUntil } from '../license/status.ts'
import type { Messages } from './messages.ts'

type Standing = Pick<LicenseView, 'status' | 'mayRun' | 'end' | 'until' | 'untilOf'> & Released

/** The activation server does not count this machine any more: no refresh helps, and what was to be refreshed ends. */
interface Released {
  readonly released?: boolean
}

export const asReleased = <T extends Standing>(facts: T, released: boolean): T =>
  released ? { ...facts, released, untilOf: facts.untilOf === 'check' ? 'license' : facts.untilOf } : facts

export interface StatusWords {
  readonly label: string
  readonly meaning: string
  readonly todo: string
}

/** From so many on they stand beside a date. */
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

/** A date of an end, with the days that are left where they are few. */
export function withDays(
  text: string,
  end: string | null,
  now: Instant,
  { dated }: Pick<Messages['standing'], 'dated'>,
): string {
  const count = countedDays(end, now)
  return count === null ? text : dated(text, count)
}

/** A date of an end, with the days that are left however many, or that it is over. */
export function withAllDays(
  text: string,
  end: string,
  now: Instant,
  { dated, datedAgo }: Pick<Messages['standing'], 'dated' | 'datedAgo'>,
): string {
  const ago = now - Date.parse(end)
  return ago > 0 ? datedAgo(text, Math.floor(ago / DAY)) : dated(text, daysUntil(now - ago, now) ?? 0)
}

/** A date of what is over: its status says so, whatever the clock does. */
export const withDaysAgo: typeof withAllDays = (text, past, now, standing) =>
  Date.parse(past) > now ? text : withAllDays(text, past, now, standing)

/** A date of an end in a column of them: with few days that are left, and with all since it is over. */
export const withDaysOrAgo: typeof withAllDays = (text, end, now, standing) =>
  (Date.parse(end) < now ? withAllDays : withDays)(text, end, now, standing)

/** Ends are judged at the later of the clock and the latest time that the vendor signed. */
export const judgedNow = ({ now, mark }: ClockView): Instant =>
  Math.max(Date.parse(now), mark === null ? 0 : Date.parse(mark))

/** What is over then. Of a key that ended already, what runs out are its days of grace. */
function comingEnd({ untilOf, status }: Pick<GateAnswer, 'untilOf' | 'status'>) {
  if (untilOf === 'local_key' && status === 'grace') return 'grace'
  const of = untilOf ?? 'license'
  // It is not over the limit until then: it runs until then.
  return status === 'over_limit' && of === 'license' ? 'usage' : of
}

/** The end that comes, and which it is. `day`: as the reader writes it. */
export const untilSentence = (
  facts: Pick<GateAnswer, 'untilOf' | 'status'>,
  day: string,
  count: number,
  { runsUntil }: Pick<Messages['standing'], 'runsUntil'>,
): string => runsUntil[comingEnd(facts)](day, count)

/** A status says what it leaves open too: whether the product runs, and whether its key ended or its license. */
export function statusWords(
  {
    status,
    mayRun,
    end,
    untilOf,
    released,
  }: Pick<GateAnswer, 'status' | 'mayRun' | 'end' | 'untilOf'> & Released,
  { statuses, standing }: Pick<Messages, 'statuses' | 'standing'>,
): StatusWords {
  if (released && (mayRun || status === 'check_overdue'))
    return mayRun ? standing.released.runs : standing.released.stopped
  if (status === 'active' && untilOf === 'check') return standing.unrefreshed
  if (end?.of === 'local_key' && isOf(standing.localKey, status)) return standing.localKey[status]
  const meanings = mayRun ? standing.runs : standing.stops
  return isOf(meanings, status) ? { ...statuses[status], meaning: meanings[status] } : statuses[status]
}

/** Of a product, and of all licenses for it. */
type Usage = Partial<Pick<ProductView, 'usage' | 'totalLimit'>>

const NEAR = 0.8

/** How a usage stands to the limit; null: it is far from it, or nobody can tell. */
export function usageStanding({ usage = null, totalLimit = null }: Usage): 'near' | 'at' | 'over' | null {
  if (usage === null || totalLimit === null || usage === 0 || usage < NEAR * totalLimit) return null
  if (usage > totalLimit) return 'over'
  return usage < totalLimit ? 'near' : 'at'
}

/** Those that say nothing of a usage, and leave room for it. */
const TELL_USAGE: ReadonlySet<Standing['status']> = new Set(['active', 'expiring', 'grace'])

/** Of a product that runs, where its usage is near the limit, at it, or above it. */
export const usageWarning = ({
  status,
  mayRun,
  released = false,
  ...usage
}: Pick<Standing, 'status' | 'mayRun' | 'released'> & Usage): ReturnType<typeof usageStanding> =>
  mayRun && !released && TELL_USAGE.has(status) ? usageStanding(usage) : null

/** Short: the status, and that the product is stopped, or how its usage stands to the limit. */
export function statusLabel(
  facts: Pick<Standing, 'status' | 'mayRun' | 'end' | 'untilOf' | 'released'> & Usage,
  messages: Pick<Messages, 'statuses' | 'standing'>,
): string {
  const { label } = statusWords(facts, messages)
  const { standing } = messages
  const warning = usageWarning(facts)
  if (warning !== null) return standing.withDate(label, standing.usage[warning])
  // Neither yes nor no.
  if (facts.status === 'unknown') return standing.mayBeStopped(label)
  return facts.mayRun ? label : standing.stopped(label)
}

const SAYS_ENDED: ReadonlySet<Standing['status']> = new Set(['expired', 'grace'])

/** What is over; its status says it too, however late the reader's clock is. null: nothing is. */
export const endedOf = ({ status, end }: Pick<Standing, 'status' | 'end'>, now: Instant): Standing['end'] =>
  end !== null && (SAYS_ENDED.has(status) || Date.parse(end.at) < now) ? end : null

/** How the reader writes the day of an end, and the day of an instant. */
interface Days {
  readonly ofEnd: (iso: string) => string
  readonly of: (iso: string) => string
}

/**
 * The date of a standing, and of what it is: when the product stops, what ended, or when it was last known to be otherwise.
 * Empty: no date is known. The end of a license that is stopped before it is none: it would reassure.
 */
export function statusDate(
  { status, mayRun, end, until, untilOf }: Standing,
  /** Of an online license. */
  lastCheck: string | null,
  now: Instant,
  { standing }: Pick<Messages, 'standing'>,
  days: Days,
): string {
  if (mayRun) {
    if (until === null) return ''
    return standing.until[comingEnd({ untilOf, status })](withDays(days.ofEnd(until), until, now, standing))
  }
  const ended = endedOf({ status, end }, now)
  if (ended !== null) {
    return standing.ended(withDaysAgo(days.ofEnd(ended.at), ended.at, now, standing))
  }
  if (lastCheck === null) return ''
  const ago = now - Date.parse(lastCheck)
  return ago < 0 ? standing.lastCheck(days.of(lastCheck)) : standing.lastCheckAgo(Math.floor(ago / DAY))
}

/** In one line; of what is active its end has a place of its own, and of what is stopped everything is said. */
export function statusLine(
  facts: Standing & Usage,
  now: Instant,
  messages: Pick<Messages, 'statuses' | 'standing'>,
  day: (iso: string) => string,
): string {
  const label = statusLabel(facts, messages)
  const isWell = facts.status === 'active' && facts.untilOf !== 'check' && !facts.released
  if (!facts.mayRun || isWell) return label
  const date = statusDate(facts, null, now, messages, { ofEnd: day, of: day })
  return date === '' ? label : messages.standing.withDate(label, date)
}

const isOf = <T extends object>(words: T, key: PropertyKey): key is keyof T => Object.hasOwn(words, key)
