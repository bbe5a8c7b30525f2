// What needs doing, out of all rows: what is stopped, what ends soon, and which ends this person was not told of yet.
import { isWell, noticeDue, SOON, WEEK } from '#shared/license/near-ends.ts'
import type { LicenseStatus } from '#shared/license/status.ts'
import { daysLeft } from '#shared/messages/status-words.ts'
import { isStopped } from './remedies.ts'
import type { LicenseRow } from './rows.ts'

export interface NeedsDoing {
  readonly stopped: number
  /** Nobody can tell whether it may run. */
  readonly untold: number
  /** Within seven days. */
  readonly thisWeek: number
  /** Within thirty days, and not within seven. */
  readonly soon: number
  /** The activation server does not count this machine for them any more, and no end is near. */
  readonly released: number
  /** Flagged without an end that is near, or for more than that. */
  readonly others: number
  /** The end that comes first; null: none is near. */
  readonly next: string | null
}

/** null: all is well. */
export function needsDoing(rows: readonly LicenseRow[]): NeedsDoing | null {
  const found = {
    stopped: 0,
    untold: 0,
    thisWeek: 0,
    soon: 0,
    released: 0,
    others: 0,
    next: null as string | null,
  }
  for (const row of rows) {
    if (isWell(row, row.now)) continue
    // As the table says them.
    const days = daysLeft(row, row.now) ?? Infinity
    if (isStopped(row)) found.stopped += 1
    else if (row.status === 'unknown') found.untold += 1
    else if (days > SOON) found[row.released ? 'released' : 'others'] += 1
    else {
      // Over its limit it was before its license ends: both are told.
      if (row.status === 'over_limit' && row.untilOf !== 'usage') found.others += 1
      if (days <= WEEK) found.thisWeek += 1
      else found.soon += 1
      if (row.until !== null && (found.next === null || row.until < found.next)) found.next = row.until
    }
  }
  const { stopped, untold, thisWeek, soon, released, others } = found
  return stopped + untold + thisWeek + soon + released + others === 0 ? null : found
}

export interface UntoldEnd {
  /** License and end: another end of the same license is told anew. */
  readonly key: string
  /** The notice that is due, in days before the end. */
  readonly notice: number
  readonly license: LicenseRow['license']
  /** Names of those that end then. */
  readonly products: readonly string[]
  readonly status: LicenseStatus
  readonly mayRun: boolean
  readonly released: boolean
  readonly end: LicenseRow['end']
  readonly until: string
  readonly untilOf: LicenseRow['untilOf']
  readonly days: number
}

/** The ends that are due for a notice, the nearest first; `told`: the last notice of each key. */
export function untoldEnds(
  rows: readonly LicenseRow[],
  told: Readonly<Record<string, number>>,
): readonly UntoldEnd[] {
  const found = new Map<string, UntoldEnd>()
  for (const row of rows) {
    const { license, product, mayRun, status, released, end, until, untilOf, now } = row
    const notice = noticeDue(row, now)
    if (notice === null || until === null) continue
    const key = `${license.id} ${until}`
    const products = [...(found.get(key)?.products ?? []), ...(product ? [product.name] : [])]
    const days = daysLeft({ until }, now) ?? 0
    found.set(key, { key, notice, license, products, status, mayRun, released, end, until, untilOf, days })
  }
  return [...found.values()]
    .filter(({ key, notice }) => notice < (told[key] ?? Infinity))
    .toSorted((one, other) => Date.parse(one.until) - Date.parse(other.until))
}

const sum = (counts: readonly number[]): number => counts.reduce((one, other) => one + other, 0)

/** A license that names no product is one itself. */
export const productsOf = (ends: readonly Pick<UntoldEnd, 'products'>[]): number =>
  sum(ends.map(({ products }) => Math.max(products.length, 1)))

/** Their notice tells all that needs doing: the line above the table would say it once more. */
export function tellAll(ends: readonly UntoldEnd[], found: NeedsDoing | null): boolean {
  if (found === null || ends.length === 0) return false
  const { stopped, untold, thisWeek, soon, released, others } = found
  return sum([stopped, untold, released, others]) === 0 && productsOf(ends) === thisWeek + soon
}

/** With these told too, and without what is over: the record does not grow. */
export function toldWith(
  told: Readonly<Record<string, number>>,
  ends: readonly UntoldEnd[],
  now: number,
): Record<string, number> {
  const kept = Object.entries(told).filter(([key]) => Date.parse(key.slice(key.lastIndexOf(' ') + 1)) >= now)
  return Object.fromEntries([...kept, ...ends.map(({ key, notice }) => [key, notice] as const)])
}
