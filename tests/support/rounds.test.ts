// The minutes of test:long are over when they are over, and a share that is no time is refused.
import { afterEach, expect, test, vi } from 'vitest'
import { least, LONG_PART, LONG_SHARE, share } from './rounds.ts'

afterEach(() => {
  vi.unstubAllEnvs()
  vi.useRealTimers()
})

test('a share counts from when it is asked for, and is one part of the file’s', () => {
  vi.useFakeTimers({ toFake: ['performance'] })
  vi.stubEnv(LONG_SHARE, '60000')
  const half = share(2)
  expect(half.milliseconds).toBe(30_000)
  vi.advanceTimersByTime(30_000)
  expect(half.isUp()).toBe(false)
  const second = share(2)
  vi.advanceTimersByTime(1)
  expect(half.isUp()).toBe(true)
  expect(second.isUp()).toBe(false)
})

test('what must be done so often is as large a part as the minutes are, and never nothing', () => {
  vi.stubEnv(LONG_PART, '0.2')
  expect([least(750), least(250), least(1)]).toEqual([150, 50, 1])
  vi.stubEnv(LONG_PART, '1')
  expect(least(750) + least(250)).toBe(1000)
})

test.each(['0', '-1', 'soon'])('a share of %s is refused', (given) => {
  vi.stubEnv(LONG_SHARE, given)
  expect(() => share()).toThrow(LONG_SHARE)
})
