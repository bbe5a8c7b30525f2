// What the gallery's hosts say agrees with itself: status, dates, limits, usage and log, so that no picture lies (issue 13).
import { expect, test } from 'vitest'
import { DAY } from '#shared/instant.ts'
import { isOnOff } from '#shared/license/license.ts'
import { STATUSES } from '#shared/license/status.ts'
import type { LicenseView, ProductView } from '#shared/contract/views.ts'
import { STATES } from './states.ts'

/** Worse than over a limit: whatever is in use, that is what is said. */
const BEFORE_LIMIT = new Set(STATUSES.slice(0, STATUSES.indexOf('over_limit')))

function faultsOf(one: ProductView | LicenseView, now: number): string[] {
  const { status, mayRun, expires, end, until } = one
  const faults: string[] = []
  const ends = end === null ? Infinity : Date.parse(end.at)
  const says = (fault: string, is: boolean) => is && faults.push(fault)
  says('is active or expiring, and has ended', (status === 'active' || status === 'expiring') && ends < now)
  says('is expiring in more than thirty days', status === 'expiring' && ends - now > 30 * DAY)
  says('ends within thirty days, and is active', status === 'active' && ends - now <= 30 * DAY)
  says('has expired or is in grace, and has not ended', /^(expired|grace)$/.test(status) && ends >= now)
  says('is stopped, and runs until a day', !mayRun && until !== null)
  says('ends at another date than it expires', end?.of === 'license' && end.at !== expires)
  return faults
}

function usageFaults({ status, type, usage, totalLimit }: ProductView): string[] {
  if (isOnOff(type)) return usage === null ? [] : ['is on or off, and has a usage']
  const over = usage !== null && totalLimit !== null && usage > totalLimit
  if (over && status !== 'over_limit' && !BEFORE_LIMIT.has(status))
    return ['is over its limit, and not said to be']
  return !over && status === 'over_limit' ? ['is said to be over its limit, and is not'] : []
}

const worst = (one: LicenseView) =>
  one.products.map(({ status }) => status).toSorted((a, b) => STATUSES.indexOf(a) - STATUSES.indexOf(b))[0]

test.each(STATES.map((state) => [state.name, state] as const))(
  '%s: its host does not contradict itself',
  (_, state) => {
    const host = state.host()
    // Behind its time everything is stopped, or only a warning is shown.
    const now = Math.max(Date.parse(host.clock.now), Date.parse(host.clock.mark ?? host.clock.now))
    const faults = host.licenses.flatMap((license) => {
      const own = [license, ...license.products].flatMap((one) => faultsOf(one, now))
      const checked = Date.parse(license.lastCheck ?? '') > now ? ['was checked in the future'] : []
      const status = worst(license) ?? license.status
      const level = status === license.status ? [] : [`is ${license.status}, and a product of it ${status}`]
      return [...own, ...checked, ...level, ...license.products.flatMap(usageFaults)].map(
        (fault) => `${license.owner} ${fault}`,
      )
    })
    expect(faults).toEqual([])
  },
)
