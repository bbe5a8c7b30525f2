// A month is a month of the calendar (issue 18.6).
import { expect, it } from 'vitest'
import { secondsLater } from '#server/activation/calendar.ts'
import { iso } from '#shared/instant.ts'

const MONTH = 2_629_746

it.each([
  ['an hour', 3600, '2027-01-31T13:00:00.000Z'],
  ['two weeks', 1_209_600, '2027-02-14T12:00:00.000Z'],
  ['a month, which is shorter', MONTH, '2027-02-28T12:00:00.000Z'],
  ['two months', 2 * MONTH, '2027-03-31T12:00:00.000Z'],
  ['a month and an hour', MONTH + 3600, '2027-02-28T13:00:00.000Z'],
  ['six years', 72 * MONTH, '2033-01-31T12:00:00.000Z'],
])('%s after noon of the 31st of January', (_, seconds, end) => {
  expect(iso(secondsLater(Date.parse('2027-01-31T12:00:00.000Z'), seconds))).toBe(end)
})
