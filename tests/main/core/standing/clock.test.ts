import { readFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { DAY, iso } from '#shared/instant.ts'
import { clockState } from '#shared/license/status.ts'
import { install, type Installation } from '#tests/support/installation.ts'
import { must } from '#tests/support/must.ts'
import { Cleanup } from '#tests/support/temporary.ts'
import { openVendorSide } from '#tests/support/vendor-side.ts'
import { PRODUCT, Scene } from '#tests/contracts/every-status/scenario.ts'

const cleanup = new Cleanup()
afterEach(() => cleanup.run())

const gate = async (desk: Installation) =>
  must(await desk.router.call('licenses.check', { product: PRODUCT }))
const clockOf = async (desk: Installation) => must(await desk.router.call('licenses.list', {})).clock

test('a clock counts as behind after five minutes, and as a problem after a day', () => {
  const state = (behind: number) => clockState({ clock: 1e12, mark: 1e12 + behind })
  expect([-DAY, 0, 300_000, 300_001, DAY, DAY + 1].map(state)).toEqual([
    'ok',
    'ok',
    'ok',
    'behind',
    'behind',
    'problem',
  ])
})

describe('the latest signed time', () => {
  test('is that of a verified answer that says no as well', async () => {
    const scene = await Scene.open(cleanup, -5)
    const { desk, license } = await scene.online()
    await scene.vendor.suspend(license)
    scene.moveTo(-3)
    must(await desk.router.call('licenses.refresh', {}))
    const mark = Date.parse((await clockOf(desk)).mark ?? '')
    expect(Math.abs(mark - scene.now())).toBeLessThan(1000) // an HTTP date has no milliseconds
  })

  test('is never that of this machine’s own clock, which locks nothing once it is corrected', async () => {
    const clock = { at: Date.now() }
    const vendor = await openVendorSide(cleanup)
    const desk = install(cleanup, await vendor.profile(), { clock: () => clock.at })
    const license = await vendor.sell({ overLimit: 3 })
    const offlineKey = await vendor.answer(license, await desk.uniqueKey())
    clock.at += 400 * DAY
    must(await desk.router.call('licenses.activateOffline', { code: license.key, offlineKey }))
    must(await desk.router.call('usage.set', { product: PRODUCT, usage: 17 }))
    const away = must(await desk.router.call('licenses.refresh', {}))
    expect(away.checked).toEqual([])
    clock.at = Date.now()
    expect(await clockOf(desk)).toMatchObject({ state: 'ok' })
    expect(await gate(desk)).toMatchObject({ status: 'over_limit', mayRun: true })
    must(await desk.router.call('usage.set', { product: PRODUCT, usage: 9 }))
    expect(await gate(desk)).toMatchObject({ status: 'active', mayRun: true })
    const { points } = must(await desk.router.call('usage.history', { product: PRODUCT }))
    expect(points.map(({ usage }) => usage)).toEqual([17, 9])
  })

  test.each([
    ['2028', Date.parse('2028-06-01T00:00:00Z')],
    ['1970', 0],
  ])(
    'has no part in the days over a limit: one report under %s neither ends nor begins them (issue 10.17)',
    async (_, wrong) => {
      const clock = { at: Date.now() }
      const vendor = await openVendorSide(cleanup)
      const desk = install(cleanup, await vendor.profile(), { clock: () => clock.at })
      const license = await vendor.sell({ overLimit: 3 })
      const offlineKey = await vendor.answer(license, await desk.uniqueKey())
      must(await desk.router.call('licenses.activateOffline', { code: license.key, offlineKey }))
      const report = () => desk.router.call('usage.set', { product: PRODUCT, usage: 17 })
      const start = clock.at
      must(await report())
      clock.at = wrong
      must(await report())
      clock.at = start + DAY
      expect(await gate(desk)).toMatchObject({ status: 'over_limit', mayRun: true })
      must(await report())
      for (const day of [2, 3]) {
        clock.at = start + day * DAY
        must(await desk.router.call('licenses.refresh', {})) // a check counts too, with nothing to check online
      }
      clock.at = start + 4 * DAY
      expect(await gate(desk)).toMatchObject({ status: 'over_limit', mayRun: false })
      must(await desk.router.call('usage.set', { product: PRODUCT, usage: 16 }))
      expect(await gate(desk)).toMatchObject({ status: 'active', mayRun: true })
    },
  )

  test('the gate counts today in its answer and writes nothing (issue 10.17)', async () => {
    const scene = await Scene.open(cleanup, -5)
    const { desk } = await scene.offline({ overLimit: 3 })
    must(await desk.router.call('usage.set', { product: PRODUCT, usage: 17 }))
    const usageFile = path.join(desk.dataDir, 'usage.json')
    const before = readFileSync(usageFile, 'utf8')
    for (const day of [-4, -3, -2, -1, 0]) {
      scene.moveTo(day)
      expect(await gate(desk)).toMatchObject({ status: 'over_limit', mayRun: true })
    }
    expect(readFileSync(usageFile, 'utf8')).toBe(before)
  })

  test('is not that of an answer which was not verified', async () => {
    const scene = await Scene.open(cleanup, 0)
    const { desk } = await scene.online()
    const before = await clockOf(desk)
    scene.moveTo(10)
    const wrong = install(cleanup, { ...(await scene.vendor.profile()), keys: [] }, { dataDir: desk.dataDir })
    expect(await wrong.router.call('licenses.refresh', {})).toMatchObject({ ok: false })
    scene.moveTo(0)
    expect((await clockOf(desk)).mark).toBe(before.mark)
  })
})

describe('a clock before the latest signed time', () => {
  test('warns up to a day, and then is a problem; ends are judged at the mark', async () => {
    const scene = await Scene.open(cleanup, 0)
    const { desk } = await scene.online({ expiry: scene.at(0.5), graceDays: 0 })
    const at = async (days: number) => {
      scene.moveTo(days)
      const { status, mayRun } = await gate(desk)
      return [(await clockOf(desk)).state, status, mayRun]
    }
    expect(await at(0)).toEqual(['ok', 'expiring', true])
    expect(await at(-0.9)).toEqual(['behind', 'expiring', true])
    expect(await at(-1.1)).toEqual(['problem', 'clock_problem', false])
    expect(await at(0.1)).toEqual(['ok', 'expiring', true])
    expect(await at(0.6)).toEqual(['ok', 'expired', false])
  })

  test('is mended by a fresh signed answer where it was the signed time that was wrong', async () => {
    const scene = await Scene.open(cleanup, 2) // the vendor’s clock and this one are two days ahead
    const { desk } = await scene.online()
    scene.moveTo(0) // both were corrected
    expect(await clockOf(desk)).toMatchObject({ state: 'problem', mark: iso(scene.at(2)) })
    expect((await gate(desk)).status).toBe('clock_problem')
    const { checked, list } = must(await desk.router.call('licenses.refresh', {}))
    expect(checked).toMatchObject([{ problem: null }])
    expect(list).toMatchObject({ clock: { state: 'ok' }, licenses: [{ status: 'active' }] })
    expect(await gate(desk)).toMatchObject({ status: 'active', mayRun: true })
  })

  test('is not mended by an old answer or an offline key, which may be old ones', async () => {
    const scene = await Scene.open(cleanup, -30)
    const { desk, license } = await scene.online()
    const first = readFileSync(path.join(desk.dataDir, 'licenses', license.id, 'machine.lic'), 'utf8')
    scene.moveTo(0)
    must(await desk.router.call('licenses.refresh', {}))
    scene.moveTo(-30)
    const again = { code: license.key, offlineKey: first }
    expect(await desk.router.call('licenses.activateOffline', again)).toMatchObject({
      error: { code: 'older_key' },
    })
    expect((await gate(desk)).status).toBe('clock_problem')
  })
})

describe('a key from the future', () => {
  async function entered(ahead: number) {
    const clock = { at: Date.now() }
    const vendor = await openVendorSide(cleanup)
    const desk = install(cleanup, await vendor.profile(), { clock: () => clock.at })
    const license = await vendor.sell()
    const offlineKey = await vendor.answer(license, await desk.uniqueKey())
    clock.at -= ahead
    return {
      desk,
      result: await desk.router.call('licenses.activateOffline', { code: license.key, offlineKey }),
    }
  }

  test('is taken up to a day ahead, and the clock is said to be behind', async () => {
    const { desk, result } = await entered(DAY - 60_000)
    must(result)
    expect(await gate(desk)).toMatchObject({ status: 'active', mayRun: true })
    expect((await clockOf(desk)).state).toBe('behind')
  })

  test('is refused beyond that, and raises nothing', async () => {
    const { desk, result } = await entered(DAY + 60_000)
    expect(result).toMatchObject({ error: { code: 'clock_behind' } })
    expect(await clockOf(desk)).toMatchObject({ state: 'ok', mark: null })
  })
})
