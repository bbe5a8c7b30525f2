import { DAY } from '#shared/instant.ts'
import { dayOf, NOT_OVER } from '#shared/license/days-over-limit.ts'
import { describe, expect, test } from 'vitest'
import type { License } from '#shared/license/license.ts'
import { best, endOf, standing, STATUSES, worst, type ProductFacts } from '#shared/license/status.ts'

const NOW = Date.parse('2027-01-15T12:00:00Z')
const license: License = {
  id: 'l',
  code: 'c',
  owner: 'o',
  name: null,
  policy: null,
  products: [],
  expiry: null,
  suspended: false,
  graceDays: 7,
  overLimit: 'allow',
  maintenanceUntil: null,
  features: [],
  notes: null,
  account: null,
  application: null,
}

function facts(change: Partial<ProductFacts> = {}, terms: Partial<License> = {}): ProductFacts {
  return {
    license: { ...license, ...terms },
    product: { code: 'p', name: 'P', type: 'Count', limit: 10, expiry: terms.expiry ?? null },
    mode: 'online',
    fileExpiry: null,
    issued: NOW,
    serverWord: null,
    totalLimit: 10,
    usage: null,
    usageIsLost: false,
    daysOverLimit: NOT_OVER,
    ...change,
  }
}
const at = (clock: number, mark = 0) => ({ clock, mark })
const statusOf = (given: ProductFacts, moment = at(NOW)) => {
  const { status, mayRun } = standing(given, moment)
  return [status, mayRun]
}

describe('a license’s dates', () => {
  test('unlimited is active', () => expect(statusOf(facts())).toEqual(['active', true]))
  test('30 days left are expiring, 31 are not', () => {
    expect(statusOf(facts({}, { expiry: NOW + 30 * DAY }))).toEqual(['expiring', true])
    expect(statusOf(facts({}, { expiry: NOW + 30 * DAY + 1 }))).toEqual(['active', true])
  })
  test('past the expiry come the days of grace, and then the end', () => {
    expect(statusOf(facts({}, { expiry: NOW }))).toEqual(['expiring', true])
    expect(statusOf(facts({}, { expiry: NOW - 1 }))).toEqual(['grace', true])
    expect(statusOf(facts({}, { expiry: NOW - 7 * DAY }))).toEqual(['grace', true])
    expect(statusOf(facts({}, { expiry: NOW - 7 * DAY - 1 }))).toEqual(['expired', false])
  })
  test('a product’s own expiry counts before the license’s', () => {
    const product = { code: 'p', name: 'P', type: 'Count', limit: null, expiry: NOW - 8 * DAY }
    expect(statusOf(facts({ product }, { expiry: NOW + 100 * DAY }))).toEqual(['expired', false])
  })
  test('are judged at the later of the clock and the latest signed time', () => {
    const expired = facts({}, { expiry: NOW, graceDays: 0 })
    expect(statusOf(expired, at(NOW - DAY, NOW - DAY + 1))).toEqual(['expiring', true])
    expect(statusOf(expired, at(NOW - DAY + 2, NOW + 1))).toEqual(['expired', false])
  })
})

describe('the clock', () => {
  test('up to 24 hours behind the latest signed time is taken', () =>
    expect(statusOf(facts(), at(NOW, NOW + DAY))).toEqual(['active', true]))
  test('more is a clock problem, neither expired nor invalid', () =>
    expect(statusOf(facts({}, { expiry: 0 }), at(NOW, NOW + DAY + 1))).toEqual(['clock_problem', false]))
})

describe('the file’s own end', () => {
  test('online is a check that is overdue, within the days of grace', () => {
    expect(statusOf(facts({ fileExpiry: NOW }))).toEqual(['active', true])
    expect(statusOf(facts({ fileExpiry: NOW - 1 }))).toEqual(['check_overdue', true])
    expect(statusOf(facts({ fileExpiry: NOW - 7 * DAY - 1 }))).toEqual(['check_overdue', false])
  })
  test('offline ends the license, since there is no server to ask', () => {
    expect(statusOf(facts({ mode: 'offline', fileExpiry: NOW - 1 }))).toEqual(['grace', true])
    expect(statusOf(facts({ mode: 'offline', fileExpiry: NOW - 8 * DAY }))).toEqual(['expired', false])
  })
})

describe('usage above the limit', () => {
  const over = (rule: License['overLimit'], daysOverLimit = NOT_OVER) =>
    statusOf(facts({ usage: 11, daysOverLimit }, { overLimit: rule }))
  test('at the limit is not above it', () => expect(statusOf(facts({ usage: 10 }))).toEqual(['active', true]))
  test('is flagged, or refuses, or is flagged for so many days', () => {
    expect(over('allow')).toEqual(['over_limit', true])
    expect(over('refuse')).toEqual(['over_limit', false])
    const counted = (...ago: number[]) => ({ days: ago.map((days) => dayOf(NOW) - days), since: null })
    expect(over({ days: 3 }, counted(9, 4))).toEqual(['over_limit', true])
    expect(over({ days: 3 }, counted(9, 4, 0))).toEqual(['over_limit', true])
    expect(over({ days: 3 }, counted(9, 4, 1))).toEqual(['over_limit', false])
  })
  test('without a limit there is nothing to be above of', () =>
    expect(statusOf(facts({ usage: 1e9, totalLimit: null }, { overLimit: 'refuse' }))).toEqual([
      'active',
      true,
    ]))
  test('a limit of 0 is a limit', () =>
    expect(statusOf(facts({ usage: 1, totalLimit: 0 }, { overLimit: 'refuse' }))).toEqual([
      'over_limit',
      false,
    ]))
})

test('when several hold, the first in the order of docs/product.md counts', () => {
  const order: [string, Partial<ProductFacts>, Partial<License>, number][] = [
    ['clock_problem', {}, {}, NOW + DAY + 1],
    ['revoked', { serverWord: 'revoked' }, {}, 0],
    ['suspended', { serverWord: 'suspended' }, {}, 0],
    ['expired', {}, { expiry: NOW - 8 * DAY }, 0],
    ['check_overdue', { fileExpiry: NOW - 8 * DAY }, {}, 0],
    ['over_limit', { usage: 11 }, { overLimit: 'refuse' }, 0],
    ['grace', {}, { expiry: NOW - DAY }, 0],
    ['check_overdue', { fileExpiry: NOW - DAY }, {}, 0],
    ['over_limit', { usage: 11 }, {}, 0],
    ['expiring', {}, { expiry: NOW + DAY }, 0],
  ]
  // Each alone, and then with everything that comes after it in the order.
  order.forEach(([status], index) => {
    const rest = order.slice(index).toReversed()
    const change = Object.assign({}, ...rest.map(([, part]) => part)) as Partial<ProductFacts>
    const terms = Object.assign({}, ...rest.map(([, , part]) => part)) as Partial<License>
    const mark = Math.max(...rest.map(([, , , part]) => part))
    expect(statusOf(facts(change, terms), at(NOW, mark))[0]).toBe(status)
  })
})

test('a license stands as the worst of its products, the gate asks for the best', () => {
  const standings = [
    standing(facts(), at(NOW)),
    standing(facts({ usage: 11 }), at(NOW)),
    standing(facts({}, { expiry: NOW - DAY }), at(NOW)),
  ]
  expect(worst(standings)?.status).toBe('grace')
  expect(best(standings)?.status).toBe('active')
  expect(worst([])).toBeNull()
})

test('of two products, one in grace and one overdue for a check, grace counts: as it does for one product (issue 11)', () => {
  const grace = standing(facts({}, { expiry: NOW - DAY }), at(NOW))
  const overdue = standing(facts({ fileExpiry: NOW - DAY }), at(NOW))
  expect(worst([overdue, grace])).toBe(grace)
  expect(best([grace, overdue])).toBe(overdue)
})

test('a refusing standing is worse than a running one of any status', () => {
  const refusing = standing(facts({ usage: 11 }, { overLimit: 'refuse' }), at(NOW))
  const running = standing(facts({ fileExpiry: NOW - DAY }), at(NOW))
  expect(STATUSES.indexOf(running.status)).toBeLessThan(STATUSES.indexOf(refusing.status))
  expect(worst([running, refusing])).toBe(refusing)
})

describe('when a product that runs stops, if nothing is done (issue 13.9)', () => {
  const untilOf = (given: ProductFacts) => standing(given, at(NOW)).until
  test('in grace and overdue for a check, the earlier of the two', () => {
    const grace = { expiry: NOW - DAY }
    expect(untilOf(facts({}, grace))).toBe(NOW + 6 * DAY)
    expect(untilOf(facts({ fileExpiry: NOW - 3 * DAY }, grace))).toBe(NOW + 4 * DAY)
    expect(untilOf(facts({ fileExpiry: NOW - DAY }, { expiry: NOW + 2 * DAY, graceDays: 1 }))).toBe(NOW)
  })
  test('over its limit, at the end of the last day that is allowed, or with the license', () => {
    const daysOverLimit = { days: [dayOf(NOW) - 1, dayOf(NOW)], since: null }
    const over = (terms: Partial<License>) => untilOf(facts({ usage: 11, daysOverLimit }, terms))
    expect(over({ overLimit: { days: 4 } })).toBe(Date.parse('2027-01-17T23:59:59.999Z'))
    expect(over({ overLimit: { days: 2 } })).toBe(Date.parse('2027-01-15T23:59:59.999Z'))
    expect(over({ overLimit: { days: 90 }, expiry: NOW + DAY })).toBe(NOW + DAY)
    expect(over({ overLimit: 'allow' })).toBeNull()
    const stopsThen = facts({ usage: 11, daysOverLimit }, { overLimit: { days: 4 } })
    const end = untilOf(stopsThen) ?? 0
    const counted = {
      ...stopsThen,
      daysOverLimit: { days: [13, 14, 15, 16, 17].map((day) => dayOf(NOW) + day - 15), since: null },
    }
    expect(statusOf(counted, at(end))).toEqual(['over_limit', false])
    expect(
      statusOf(
        {
          ...counted,
          daysOverLimit: { ...counted.daysOverLimit, days: counted.daysOverLimit.days.slice(1) },
        },
        at(end),
      ),
    ).toEqual(['over_limit', true])
  })
})

test('a Local License Key that ends before its license is what ends, and no license (issue 13.10)', () => {
  const offline = (fileExpiry: number | null, expiry: number | null) =>
    endOf(facts({ mode: 'offline', fileExpiry }, { expiry }))
  expect(offline(NOW, NOW + DAY)).toEqual({ at: NOW, of: 'local_key' })
  expect(offline(NOW, null)).toEqual({ at: NOW, of: 'local_key' })
  expect(offline(NOW + DAY, NOW)).toEqual({ at: NOW, of: 'license' })
  expect(offline(NOW, NOW)).toEqual({ at: NOW, of: 'license' })
  expect(offline(null, null)).toBeNull()
  expect(endOf(facts({ fileExpiry: NOW }, { expiry: NOW + DAY }))).toEqual({ at: NOW + DAY, of: 'license' })
})

describe('what an online license stops at without a refresh', () => {
  const year = { expiry: NOW + 365 * DAY }
  const untilOf = (issued: number, change: Partial<ProductFacts> = {}, terms: Partial<License> = year) => {
    const { until, untilOf: of } = standing(
      facts({ fileExpiry: NOW + 3 * DAY, issued, ...change }, terms),
      at(NOW),
    )
    return [until === null ? null : (until - NOW) / DAY, of]
  }

  test('as long as it is refreshed, its own end is the next', () =>
    expect(untilOf(NOW - 2 * DAY)).toEqual([365, 'license']))
  test('once that is more than two days ago, what its file and the days of grace leave', () => {
    expect(untilOf(NOW - 2 * DAY - 1)).toEqual([10, 'check'])
    expect(untilOf(NOW - 11 * DAY, {}, { ...year, graceDays: 0 })).toEqual([3, 'check'])
  })
  test('a file for a day is due after half of it', () => {
    expect(untilOf(NOW - DAY / 2, { fileExpiry: NOW + DAY / 2 })).toEqual([365, 'license'])
    expect(untilOf(NOW - DAY / 2 - 2, { fileExpiry: NOW + DAY / 2 - 2 })[1]).toBe('check')
  })
  test('an end of the license that comes before is the one that is named', () =>
    expect(untilOf(NOW - 11 * DAY, {}, { expiry: NOW + DAY })).toEqual([1, 'license']))
  test('one without any end has this one', () =>
    expect(untilOf(NOW - 11 * DAY, {}, {})).toEqual([10, 'check']))
  test('an offline key ends as it says', () =>
    expect(untilOf(NOW - 11 * DAY, { mode: 'offline' })).toEqual([3, 'local_key']))
})
