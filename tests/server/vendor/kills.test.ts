// The vendor's programs, killed (issue 12, “Done when”): what was confirmed is there, and nothing is left lying about.
import { afterEach, expect, test } from 'vitest'
import { serverKillRounds } from '#tests/support/server-kill-rounds.ts'
import { Cleanup } from '#tests/support/temporary.ts'
import { program } from '../support/command.ts'

const cleanup = new Cleanup()
afterEach(() => cleanup.run())

const KILLS = 12

test(
  'a server, its clients and the commands beside it lose nothing confirmed (a thousand kills: npm run test:long)',
  { timeout: 60_000 + KILLS * 5_000 },
  async () => {
    const report = await serverKillRounds(cleanup, { program, seed: 1, isOver: (kills) => kills >= KILLS })
    expect(report.losses).toEqual([])
    expect(report.kills).toBeGreaterThanOrEqual(KILLS)
    expect(report.confirmed).toBeGreaterThan(0)
  },
)
