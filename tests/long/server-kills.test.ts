// The vendor's built programs, killed as often as the minutes allow (issue 12, “Done when”).
import { afterEach, beforeAll, expect, test } from 'vitest'
import { requireBuild, serverProgram } from '#tests/support/cli.ts'
import { seed, share } from '#tests/support/rounds.ts'
import { serverKillRounds } from '#tests/support/server-kill-rounds.ts'
import { Cleanup } from '#tests/support/temporary.ts'

const cleanup = new Cleanup()
beforeAll(requireBuild)
afterEach(() => cleanup.run())

/** With those of the app's commands more than a thousand in the 20 minutes that all long tests share. */
const KILLS_PER_MINUTE = 120

test('a server, its clients and the commands beside it are killed, and nothing confirmed is lost', async () => {
  const { isUp, milliseconds } = share()
  const due = Math.floor((milliseconds / 60_000) * KILLS_PER_MINUTE)
  const report = await serverKillRounds(cleanup, {
    program: serverProgram,
    kills: Infinity,
    seed: seed(),
    timeIsUp: isUp,
  })
  console.log(
    `${report.kills} kills of ${due} that are due, ${report.confirmed} confirmed: ${JSON.stringify(report.byKind)}`,
  )
  expect(report.losses).toEqual([])
  expect(report.confirmed).toBeGreaterThan(report.kills / 4)
  if (report.kills < due) console.warn(`UNDER ITS SHARE: ${due - report.kills} kills too few`)
  expect(report.kills).toBeGreaterThan(due / 2)
})
