import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { countedAnew } from '#main/core/usage/count-days.ts'
import { DAY } from '#shared/instant.ts'
import { countDays, dayOf, NOT_OVER, withDay, type DaysOverLimit } from '#shared/license/days-over-limit.ts'
import type { ProductFacts } from '#shared/license/status.ts'

const PRODUCT = 'virtualization'
/** When the licenses were signed; the story begins 30 days later. */
const MARK = Date.parse('2026-10-01T12:00:00Z')
const START = MARK + 30 * DAY

const facts = (limit: number | null, expiry: number | null): ProductFacts => ({
  license: {
    id: 'l',
    account: 'a',
    application: 'app',
    code: 'c',
    owner: 'o',
    name: null,
    policy: null,
    products: [],
    expiry,
    suspended: false,
    graceDays: 0,
    overLimit: { days: 3 },
    maintenanceUntil: null,
    features: [],
    notes: null,
  },
  product: { code: PRODUCT, name: 'P', type: 'T', limit, expiry: null },
  mode: 'offline',
  fileExpiry: null,
  issued: MARK,
  serverWord: null,
  totalLimit: limit,
  usage: null,
  usageIsLost: false,
  daysOverLimit: NOT_OVER,
})

/** What is in force at `at`, as a command with that clock sees it. */
const see = (before: DaysOverLimit, usage: number, at: number, licenses: readonly ProductFacts[]) =>
  countedAnew(before, { product: PRODUCT, usage }, { facts: licenses, moment: { clock: at, mark: MARK } })

const PERPETUAL = [facts(10, null)]
/** Over since before the story began, but alive again for a clock that is held back. */
const WITH_AN_ENDED_ONE = [facts(10, null), facts(10, START - 5 * DAY)]
/** Not in force for a clock that is years ahead. */
const ENDING_IN_A_YEAR = [facts(10, START + 365 * DAY)]

describe('days over the limit are counted (issue 10.17)', () => {
  test('each day once, however often it is seen, and they need not follow each other', () => {
    let over = NOT_OVER
    for (const days of [0, 0.1, 0.2, 5, 5.3, 9]) over = see(over, 11, START + days * DAY, PERPETUAL)
    expect(over.days).toEqual([0, 5, 9].map((days) => dayOf(START) + days))
    expect(countDays(over, START + 9.2 * DAY)).toBe(3)
    expect(countDays(over, START + 20 * DAY)).toBe(4) // the gate adds today
  })

  test('usage back under the limit ends it, and so does a higher limit', () => {
    const over = see(NOT_OVER, 11, START, PERPETUAL)
    expect(see(over, 10, START + DAY, PERPETUAL)).toEqual(NOT_OVER)
    expect(see(over, 11, START + DAY, [...PERPETUAL, facts(10, null)])).toEqual(NOT_OVER)
    expect(see(over, 11, START + DAY, [...PERPETUAL, facts(null, null)])).toEqual(NOT_OVER)
  })

  test.each([
    ['1970', 0],
    ['2028', Date.parse('2028-06-01T00:00:00Z')],
    ['a year back, when another license was still in force', START - 365 * DAY],
    ['8000 years ahead', Date.parse('9999-12-31T00:00:00Z')],
  ])('one report while the clock shows %s neither ends the count nor begins it anew', (_, wrong) => {
    for (const licenses of [PERPETUAL, WITH_AN_ENDED_ONE, ENDING_IN_A_YEAR]) {
      let over = NOT_OVER
      for (const day of [0, 1]) over = see(over, 15, START + day * DAY, licenses)
      over = see(over, 15, wrong, licenses)
      over = see(over, 15, START + 2 * DAY, licenses)
      const count = countDays(over, START + 2 * DAY)
      expect(count).toBeGreaterThanOrEqual(3)
      expect(count).toBeLessThanOrEqual(4)
    }
  })

  test('less usage ends it under any clock, also where no license is in force then', () => {
    const over = see(NOT_OVER, 15, START, ENDING_IN_A_YEAR)
    expect(see(over, 9, START + 1000 * DAY, ENDING_IN_A_YEAR)).toEqual(NOT_OVER)
    expect(see(over, 11, START + 1000 * DAY, ENDING_IN_A_YEAR)).toBe(over)
  })

  test('a product that no license covers any more keeps what was counted', () => {
    const over = see(NOT_OVER, 15, START, PERPETUAL)
    expect(see(over, 0, START + DAY, [])).toBe(over)
  })

  test('what an earlier version wrote keeps its meaning: every day since then', () => {
    const since = { days: [], since: START }
    expect(countDays(since, START + 3 * DAY)).toBe(4)
    expect(countDays(see(since, 15, START + 3 * DAY, PERPETUAL), START + 3 * DAY)).toBe(4)
    expect(see(since, 10, START + 3 * DAY, PERPETUAL)).toEqual(NOT_OVER)
    // A report under a clock that was ahead had stopped the time for good.
    const ahead = { days: [], since: START + 700 * DAY }
    expect(countDays(see(see(ahead, 15, START, PERPETUAL), 15, START + DAY, PERPETUAL), START + DAY)).toBe(2)
  })

  test('there is an end to the days that are kept', () => {
    let over = NOT_OVER
    for (let day = 0; day < 5000; day += 1) over = withDay(over, START + day * DAY)
    expect([over.days.length, countDays(over, START + 5000 * DAY)]).toEqual([4000, 4001])
  })

  const clock = fc.oneof(
    { weight: 3, arbitrary: fc.constant(null) },
    { weight: 1, arbitrary: fc.integer({ min: -2e12, max: 8e15 }) },
    { weight: 1, arbitrary: fc.integer({ min: START - 900 * DAY, max: START + 900 * DAY }) },
  )
  const step = fc.record({
    /** Hours until the next one, by a clock that is right. */
    later: fc.integer({ min: 0, max: 50 }),
    wrong: clock,
    usage: fc.constantFrom(15, 15, 15, 11, 9),
  })
  test('under random clocks each wrong one moves the count by one at most', () => {
    fc.assert(
      fc.property(
        fc.array(step, { maxLength: 40 }),
        fc.constantFrom(PERPETUAL, WITH_AN_ENDED_ONE, ENDING_IN_A_YEAR),
        (steps, licenses) => {
          let [seen, right, now, wrongs] = [NOT_OVER, NOT_OVER, START, 0]
          for (const { later, wrong, usage } of steps) {
            now += later * 3_600_000
            seen = see(seen, usage, wrong ?? now, licenses)
            right = see(right, usage, now, licenses)
            if (right === NOT_OVER) wrongs = 0
            else if (wrong !== null) wrongs += 1
          }
          expect(Math.abs(countDays(seen, now) - countDays(right, now))).toBeLessThanOrEqual(wrongs)
        },
      ),
      { numRuns: 2000 },
    )
  })
})
