// Writers that are killed (docs/product.md#adding-a-license): a failure leaves no half-activated license.
import { afterEach, expect, test } from 'vitest'
import { killRounds } from '#tests/support/kill-rounds.ts'
import { Cleanup } from '#tests/support/temporary.ts'

const cleanup = new Cleanup()
afterEach(() => cleanup.run())

const ROUNDS = 5

test(
  'two processes killed at random points lose no confirmed license (thousands of rounds: npm run test:long)',
  { timeout: 60_000 + ROUNDS * 5_000 },
  async () => {
    const report = await killRounds(cleanup, { rounds: ROUNDS, seed: 1, timeIsUp: () => false })
    expect(report.losses).toEqual([])
    expect(report.confirmed).toBeGreaterThan(report.rounds / 2)
  },
)
