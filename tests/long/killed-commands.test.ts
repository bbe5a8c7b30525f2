// The built program, killed at random points: with the vendor's programs a thousand times in the usual minutes (issue 12).
import { afterEach, beforeAll, expect, test } from 'vitest'
import { requireBuild } from '#tests/support/cli.ts'
import { killedCommands } from '#tests/support/killed-commands.ts'
import { killedDeactivations } from '#tests/support/killed-deactivations.ts'
import { least, longShare, seed, share } from '#tests/support/rounds.ts'
import { Cleanup } from '#tests/support/temporary.ts'

const cleanup = new Cleanup()
beforeAll(requireBuild)
afterEach(() => cleanup.run())

const USUAL_KILLS = 250
const USUAL_DEACTIVATIONS = 60
/** The kills count, and not the time: a slow machine takes longer. */
const timeout = 3 * longShare() + 300_000

test('killed commands lose nothing that was confirmed', { timeout }, async () => {
  const { isUp } = share(2)
  const due = least(USUAL_KILLS)
  const report = await killedCommands(cleanup, { seed: seed(), isOver: (kills) => kills >= due && isUp() })
  console.log(`${report.kills} kills (${due} at least), ${report.confirmed} commands confirmed`)
  expect(report.losses).toEqual([])
  expect(report.confirmed).toBeGreaterThan(report.kills / 20)
  expect(report.kills).toBeGreaterThanOrEqual(due)
})

test(
  'a deactivation that TERM, HUP or KILL ends leaves no license that has no place and says nothing of it (issue 12)',
  { timeout },
  async () => {
    const { isUp } = share(2)
    const due = least(USUAL_DEACTIVATIONS)
    const report = await killedDeactivations(cleanup, {
      seed: seed(),
      isOver: (kills) => kills >= due && isUp(),
    })
    console.log(`${report.kills} deactivations ended (${due} at least), ${report.confirmed} confirmed`)
    expect(report.losses).toEqual([])
  },
)
