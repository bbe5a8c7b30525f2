// Writers that are killed (PRODUCT: a failure never leaves a half-activated license).
import { afterEach, expect, test } from 'vitest'
import { killRounds } from '#tests/support/kill-rounds.ts'
import { rounds, seed, timeIsUp } from '#tests/support/rounds.ts'
import { Cleanup } from '#tests/support/temporary.ts'

const cleanup = new Cleanup()
afterEach(() => cleanup.run())

const count = rounds('KILL_ROUNDS', 20)

test(
  'two processes killed at random points lose no confirmed license (20 rounds here; npm run test:long is the place for thousands)',
  { timeout: 60_000 + count * 5_000 },
  async () => {
    const report = await killRounds(cleanup, { rounds: count, seed: seed(), timeIsUp })
    console.log(`${report.rounds} of ${count} rounds, ${report.confirmed} licenses confirmed`)
    expect(report.losses).toEqual([])
    expect(report.confirmed).toBeGreaterThan(report.rounds / 2)
  },
)
