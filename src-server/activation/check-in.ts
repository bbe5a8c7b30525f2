// Checking a license in, which its policy may ask for every so often (docs/protocol.md#uses-and-check-ins).
import { monthsLater } from './calendar.ts'
import type { License } from '../store/licenses.ts'
import type { Store } from '../store/store.ts'

/** Null: it was never asked for. A month is a month of the calendar, and ends with its last day where it is shorter. */
export function nextCheckIn({ rules, lastCheckIn }: License): number | null {
  if (!rules.requireCheckIn || lastCheckIn === null) return null
  const { checkInInterval: interval, checkInIntervalCount: count } = rules
  if (interval === 'day' || interval === 'week') {
    const date = new Date(lastCheckIn)
    return date.setUTCDate(date.getUTCDate() + (interval === 'week' ? 7 * count : count))
  }
  return monthsLater(lastCheckIn, interval === 'year' ? 12 * count : count)
}

export const isOverdue = (license: License, now: number): boolean => now > (nextCheckIn(license) ?? Infinity)

/** Null: its policy does not ask for it. */
export function checkIn(store: Store, id: string, now: number): Promise<License | null> {
  return store.transaction(async () => {
    if (!(await store.licenses.byId(id))?.rules.requireCheckIn) return null
    await store.licenses.markCheckedIn(id, now)
    await store.events.record({ time: now, what: 'license.checked-in', licenseId: id, actor: 'license' })
    return store.licenses.byId(id)
  })
}
