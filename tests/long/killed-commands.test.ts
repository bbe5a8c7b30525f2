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
const KILLS_PER_MINUTE = 60

test('a thousand killed commands lose nothing that was confirmed', async () => {
  const { isUp, milliseconds } = share()
  const due = Math.min(KILLS, Math.floor((milliseconds / 60_000) * KILLS_PER_MINUTE))
  const report = await killedCommands(cleanup, { kills: KILLS, seed: seed(), timeIsUp: isUp })
  console.log(`${report.kills} kills of ${due} that are due, ${report.confirmed} commands confirmed`)
  expect(report.losses).toEqual([])
  expect(report.confirmed).toBeGreaterThan(report.kills / 20)
  if (report.kills < due) console.warn(`UNDER ITS SHARE: ${due - report.kills} kills too few`)
  expect(report.kills).toBeGreaterThan(due / 2)
})
