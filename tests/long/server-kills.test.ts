// The vendor's built programs, killed at random points: with the app's commands a thousand times in the usual minutes
// (issue 12, “Done when”).
import { afterEach, beforeAll, expect, test } from 'vitest'
import { requireBuild, serverProgram } from '#tests/support/cli.ts'
import { least, longShare, seed, share } from '#tests/support/rounds.ts'
import { serverKillRounds } from '#tests/support/server-kill-rounds.ts'
import { Cleanup } from '#tests/support/temporary.ts'

const cleanup = new Cleanup()
beforeAll(requireBuild)
afterEach(() => cleanup.run())

const USUAL_KILLS = 750
/** The kills count, and not the time: a slow machine takes longer. */
const timeout = 3 * longShare() + 300_000

test(
  'a server, its clients and the commands beside it are killed, and nothing confirmed is lost',
  { timeout },
  async () => {
    const { isUp } = share()
    const due = least(USUAL_KILLS)
    const report = await serverKillRounds(cleanup, {
      program: serverProgram,
      seed: seed(),
      isOver: (kills) => kills >= due && isUp(),
    })
    console.log(
      `${report.kills} kills (${due} at least), ${report.confirmed} confirmed: ${JSON.stringify(report.byKind)}`,
    )
    expect(report.losses).toEqual([])
    expect(report.confirmed).toBeGreaterThan(report.kills / 4)
    expect(report.kills).toBeGreaterThanOrEqual(due)
  },
)
