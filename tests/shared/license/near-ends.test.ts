// Which ends are near: to the same moment for the line above the table, the notices and what is well.
import { describe, expect, test } from 'vitest'
import { DAY } from '#shared/instant.ts'
import { isWell, isWithin, noticeDue, SOON, WEEK } from '#shared/license/near-ends.ts'

const NOW = Date.parse('2027-03-01T12:00:00.000Z')
const of = (left: number) => ({
  status: 'active' as const,
  mayRun: true,
  until: new Date(NOW + left).toISOString(),
  untilOf: 'check' as const,
  released: false,
})

describe.each([
  ['to the moment', 0],
  ['a moment less', -1],
  ['a moment more', 1],
  ['less than a day more', DAY / 2],
])('seven days %s (issue 13)', (_, more) => {
  const facts = of(WEEK * DAY + more)
  const isNear = more <= 0

  test('are this week for all that asks', () => {
    expect(isWithin(facts.until, WEEK, NOW)).toBe(isNear)
    expect(isWell(facts, NOW)).toBe(!isNear)
    expect(noticeDue({ ...facts, status: 'expiring' }, NOW)).toBe(isNear ? WEEK : 14)
  })
})

test('an end that never comes is not near, and one that is over is', () => {
  expect(isWithin(null, SOON, NOW)).toBe(false)
  expect(isWithin(of(-DAY).until, SOON, NOW)).toBe(true)
})
