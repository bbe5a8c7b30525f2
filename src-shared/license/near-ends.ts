// Which ends are near, and at how many days before one a person is told of it (docs/product.md#notices).
import { DAY, type Instant } from '../instant.ts'
import type { LicenseStatus, UntilOf } from './status.ts'

/** What a product or a license comes to, as the contract shows it. */
export interface ComingEnd {
  readonly status: LicenseStatus
  readonly mayRun: boolean
  readonly until: string | null
  readonly untilOf: UntilOf | null
  readonly released: boolean
}

/** Days before an end. */
export const WEEK = 7
export const SOON = 30
/** A notice at each, in days before an end; the nearest first. */
const NOTICES = [1, WEEK, 14, SOON] as const

/** It comes in so many days of 24 hours, or less. */
export const isWithin = (until: string | null, days: number, now: Instant): boolean =>
  until !== null && Date.parse(until) - now <= days * DAY

/** Active, and what it stops at without a refresh is not near. */
export function isWell({ status, until, untilOf, released }: ComingEnd, now: Instant): boolean {
  return status === 'active' && !released && !(untilOf === 'check' && isWithin(until, WEEK, now))
}

/** The notice that is due, in days before the end; null: none is. */
export function noticeDue(facts: ComingEnd, now: Instant): number | null {
  const { mayRun, until } = facts
  if (!mayRun || isWell(facts, now)) return null
  return NOTICES.find((days) => isWithin(until, days, now)) ?? null
}
