// A deactivation that is killed at any moment leaves no license that runs without a place and a note (issue 12).
import { afterEach, describe, expect, test } from 'vitest'
import {
  activatedWay,
  cut,
  deactivate,
  isNoted,
  listed,
  refresh,
  type ActivatedWay,
} from '#tests/support/activated-way.ts'
import { straight } from '#tests/support/bent-way.ts'
import { everyMomentOf } from '#tests/support/every-moment.ts'
import { install } from '#tests/support/installation.ts'
import { must } from '#tests/support/must.ts'
import { filesIn } from '#tests/support/store-samples.ts'
import { Cleanup } from '#tests/support/temporary.ts'
import { unusedPort } from '#tests/support/unused-port.ts'

const cleanup = new Cleanup()
afterEach(() => cleanup.run())

const MINUTE = 60_000

describe('a deactivation that is killed at any moment', () => {
  /** What a kill leaves at each, with the places that the vendor counts then. */
  async function momentsOf(way: ActivatedWay, work: () => Promise<unknown>) {
    const seats: number[] = []
    let before = ''
    const isWanted = () => {
      const stand = JSON.stringify([standOf(way.desk.dataDir), way.seatsNow()])
      if (stand === before) return false
      before = stand
      return seats.push(way.seatsNow()) > 0
    }
    const copies = await everyMomentOf(cleanup, way.desk.dataDir, work, isWanted)
    return copies.map((copy, number) => ({ copy, seats: seats[number] ?? NaN }))
  }

  /** What a reader looks at. */
  const standOf = (dataDir: string) =>
    Object.entries(filesIn(dataDir)).filter(
      ([name]) => !/^(waiting|activity|lock|revision)|\.tmp$/.test(name),
    )

  async function judge(way: ActivatedWay, { copy, seats }: { copy: string; seats: number }) {
    const profile = await way.vendor.profile(way.between.url)
    const desk = install(cleanup, profile, { dataDir: copy, machineId: null, clock: () => way.clock.at })
    const { licenses, returns } = await listed(desk)
    const runs = licenses.some(({ mayRun }) => mayRun)
    const noted = (await isNoted(desk)) || returns.length > 0
    return { desk, runs, noted, isRight: runs ? seats === 1 || noted : seats === 0 || noted }
  }

  const ENDS: readonly [string, (way: ActivatedWay) => Promise<unknown>][] = [
    ['is answered', (way) => deactivate(way.desk, way)],
    [
      'is to be told later, its answer being lost',
      (way) => {
        way.between.bend = cut
        return deactivate(way.desk, way, true).finally(() => (way.between.bend = straight))
      },
    ],
    [
      'is to be told later, the server being away',
      async (way) => deactivate(await way.withWay(`http://127.0.0.1:${await unusedPort()}/v1`), way, true),
    ],
    [
      'is settled by a refresh',
      async (way) => {
        way.between.bend = cut
        await deactivate(way.desk, way)
        way.between.bend = straight
        await refresh(way.desk)
      },
    ],
  ]
  test.each(ENDS)('and %s leaves no license that runs without a place and a note', async (_, work) => {
    const way = await activatedWay(cleanup)
    const moments = await momentsOf(way, () => work(way))
    expect(moments.length).toBeGreaterThan(5)
    way.clock.at += MINUTE
    const last = moments.at(-1)?.seats
    for (const [number, moment] of moments.entries()) {
      const { desk, noted, isRight } = await judge(way, moment)
      expect([number, isRight]).toEqual([number, true])
      // The vendor is where it was at the end alone: there a refresh settles whatever is noted.
      if (!noted || moment.seats !== last) continue
      await refresh(desk)
      expect([number, await judge(way, { copy: moment.copy, seats: await way.seats() })]).toMatchObject([
        number,
        { isRight: true, noted: false },
      ])
    }
  })

  test('declares its key before the license goes, so that the return code is told once more', async () => {
    const way = await activatedWay(cleanup)
    const offline = await way.withWay(way.between.url, { offlineOnly: true })
    let code: string | null = null
    const moments = await momentsOf(way, async () => {
      code = must(await deactivate(offline, way)).returnCode
    })
    for (const [number, { copy }] of moments.entries()) {
      const profile = { ...(await way.vendor.profile()), offlineOnly: true }
      const desk = install(cleanup, profile, { dataDir: copy, machineId: null, clock: () => way.clock.at })
      const again = await deactivate(desk, way)
      const known = again.ok ? again.value.returnCode : must(desk.store.read()).returned[0]?.returnCode
      expect([number, known]).toEqual([number, code])
    }
  })
})
