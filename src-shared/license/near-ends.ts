// Which ends are near, and at how many days before one a person is told of it (docs/product.md#notices).
import { DAY, type Instant } from '../instant.ts'
import { daysUntil, type LicenseStatus, type UntilOf } from './status.ts'

/** What a product or a license comes to, as the contract shows it. */
export interface ComingEnd {
  readonly status: LicenseStatus
  readonly mayRun: boolean
  readonly until: string | null
  readonly untilOf: UntilOf | null
  readonly released: boolean
}

const WEEK = 7
/** A notice at each, in days before an end; the nearest first. */
const NOTICES = [1, 7, 14, 30] as const

/** Active, and what it stops at without a refresh is not near. */
export function isWell({ status, until, untilOf, released }: ComingEnd, now: Instant): boolean {
  const left = daysUntil(until === null ? null : Date.parse(until), now)
  return status === 'active' && !released && !(untilOf === 'check' && left !== null && left <= WEEK)
}

/** The notice that is due, in days before the end; null: none is. */
export function noticeDue(facts: ComingEnd, now: Instant): number | null {
  const { mayRun, until } = facts
  if (!mayRun || until === null || isWell(facts, now)) return null
  const left = Date.parse(until) - now
  return NOTICES.find((days) => left <= days * DAY) ?? null
}
