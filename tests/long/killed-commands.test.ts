// The built program, killed a thousand times at random points (issue 12).
import { afterEach, beforeAll, expect, test } from 'vitest'
import { requireBuild } from '#tests/support/cli.ts'
import { killedCommands } from '#tests/support/killed-commands.ts'
import { seed, share } from '#tests/support/rounds.ts'
import { Cleanup } from '#tests/support/temporary.ts'

const cleanup = new Cleanup()
beforeAll(requireBuild)
afterEach(() => cleanup.run())

const KILLS = 1000

test('a thousand killed commands lose nothing that was confirmed', async () => {
  const report = await killedCommands(cleanup, { kills: KILLS, seed: seed(), timeIsUp: share().isUp })
  console.log(`${report.kills} of ${KILLS} kills, ${report.confirmed} commands confirmed`)
  expect(report.losses).toEqual([])
  expect(report.confirmed).toBeGreaterThan(report.kills / 20)
})
