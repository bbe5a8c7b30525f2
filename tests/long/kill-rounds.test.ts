// Writers that are killed, thousands of times.
import { afterEach, expect, test } from 'vitest'
import { killRounds } from '#tests/support/kill-rounds.ts'
import { seed, share } from '#tests/support/rounds.ts'
import { Cleanup } from '#tests/support/temporary.ts'

const cleanup = new Cleanup()
afterEach(() => cleanup.run())

test('two processes killed at random points lose no confirmed license', async () => {
  const report = await killRounds(cleanup, { rounds: Infinity, seed: seed(), timeIsUp: share().isUp })
  console.log(`${report.rounds} rounds, ${report.confirmed} licenses confirmed`)
  expect(report.losses).toEqual([])
  expect(report.confirmed).toBeGreaterThan(report.rounds / 2)
})
