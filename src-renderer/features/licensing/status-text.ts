// The status of a row in words: what stands on its badge, and the date below it.
import {
  endedOf,
  statusDate as dateOf,
  statusLabel as labelOf,
  statusLine as lineOf,
  usageStanding,
  usageWarning as warningOf,
} from '#shared/messages/status-words.ts'
import { words } from '../../state/words.svelte.ts'
import { dayText, localDayText, plainDates } from '../../ui/formats.ts'
import { kept } from '../../ui/kept.ts'
import type { LicenseRow } from './rows.ts'

/** With what its product has in use. */
const factsOf = (row: LicenseRow) => ({
  ...row,
  usage: row.product?.usage ?? null,
  totalLimit: row.product?.totalLimit ?? null,
})

/** The status, and that the product is stopped, or how its usage stands to the limit. */
export const statusLabel = (row: LicenseRow): string => labelOf(factsOf(row), words.messages)
/** A usage that is near the limit. */
export const warnsOfUsage = (row: LicenseRow): boolean => warningOf(factsOf(row)) !== null

/** When it stops, or what is known of when it stopped; empty: no date is. */
export function statusDate(row: LicenseRow): string {
  const { license, now } = row
  // Of a key that is not from a server there is no check.
  const lastCheck = license.mode === 'online' ? license.lastCheck : null
  return kept(dateOf(row, lastCheck, now, words.messages, { ofEnd: dayText, of: localDayText }))
}

/** The end that it has the date of; null: that of no end. */
export const statusDay = (row: LicenseRow): string | null =>
  row.mayRun ? (row.untilOf === 'check' ? null : row.until) : (endedOf(row, row.now)?.at ?? null)

/** In one line: for the search, and for what is copied or printed. */
export const statusText = (row: LicenseRow): string =>
  lineOf(factsOf(row), row.now, words.messages, plainDates.end)

/** What `statusText` depends on in one list, and the place of its status in an order. */
export function statusKey({ status, mayRun, end, until, untilOf, released, product }: LicenseRow): string {
  const usage = product === null ? null : usageStanding(product)
  const isWell = status === 'active' && mayRun && untilOf !== 'check' && end?.of !== 'local_key' && !released
  if (isWell) return usage ?? 'active'
  return [status, mayRun, end?.of, untilOf, released, usage, mayRun ? until : null].join(' ')
}
