import { expect, test } from 'vitest'
import { sumOfLimits } from '#shared/license/limits.ts'

test('limits add up, and one license without a limit lifts them all', () => {
  expect(sumOfLimits([16, 4])).toBe(20)
  expect(sumOfLimits([0])).toBe(0)
  expect(sumOfLimits([16, null, 4])).toBeNull()
  expect(sumOfLimits([null])).toBeNull()
})
