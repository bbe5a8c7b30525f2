import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import type { Output } from '#shared/contract/contract.ts'
import { install, type Installation } from '#tests/support/installation.ts'
import { must } from '#tests/support/must.ts'
import { Cleanup } from '#tests/support/temporary.ts'
import { PRODUCT, Scene } from '#tests/contracts/every-status/scenario.ts'

const cleanup = new Cleanup()
afterEach(() => cleanup.run())

async function activated(days = -10) {
  const scene = await Scene.open(cleanup, days)
  const { desk, license } = await scene.online({ expiry: scene.at(100) })
  const check = async (day: number): Promise<Output<'licenses.refresh'>> => {
    scene.moveTo(day)
    return must(await desk.router.call('licenses.refresh', {}))
  }
  return { scene, desk, license, check, vendor: scene.vendor }
}
const told = ({ changes }: Output<'licenses.refresh'>) =>
  changes.map(({ kind, product, from, to }) => [kind, product?.name ?? null, from, to])
const logged = async (desk: Installation) => {
  const { entries } = must(await desk.router.call('activity.list', { action: 'refresh' }))
  return entries.map(({ result, changes }) => [result, changes.map(({ kind }) => kind).join(' ')])
}

describe('what the vendor changed is told once, by the next refresh:', () => {
  test('a limit and a product', async () => {
    const { check, vendor, license, desk } = await activated()
    expect(told(await check(-9))).toEqual([])
    await vendor.update(license, { products: ['virtualization:16', 'server-vm:1000', 'inventory'] })
    const changed = await check(-8)
    expect(changed.changes[0]).toMatchObject({ licenseId: license.id, owner: 'Contoso B.V.' })
    expect(told(changed)).toEqual([
      ['limit', 'Server / VM', 800, 1000],
      ...['Network Devices', 'Storage', 'Log Analytics', 'Change Tracking'].map((name) => [
        'product_removed',
        name,
        null,
        null,
      ]),
    ])
    expect(told(await check(-7))).toEqual([])
    const removed = 'product_removed product_removed product_removed product_removed'
    expect(await logged(desk)).toEqual([
      ['ok', ''],
      ['ok', `limit ${removed}`],
      ['ok', ''],
    ])
  })

  test('a renewal', async () => {
    const { check, vendor, license, scene } = await activated()
    await vendor.renew(license, scene.at(500))
    const iso = (days: number) => new Date(scene.at(days)).toISOString()
    expect(told(await check(-9))).toEqual([['renewed', null, iso(100), iso(500)]])
  })

  test('suspended, reinstated, revoked', async () => {
    const { check, vendor, license, desk } = await activated()
    await vendor.suspend(license)
    expect(told(await check(-9))).toEqual([['suspended', null, null, null]])
    expect(told(await check(-8))).toEqual([])
    await vendor.reinstate(license)
    expect(told(await check(-7))).toEqual([['reinstated', null, null, null]])
    await vendor.revoke(license)
    expect(told(await check(-6))).toEqual([['revoked', null, null, null]])
    expect(await logged(desk)).toEqual([
      ['license_revoked', 'revoked'],
      ['ok', 'reinstated'],
      ['license_suspended', ''],
      ['license_suspended', 'suspended'],
    ])
  })

  test('an end that was moved to the past, which the gate and the list go by from then on', async () => {
    const { check, vendor, license, desk, scene } = await activated()
    const iso = (days: number) => new Date(scene.at(days)).toISOString()
    const gate = async () => must(await desk.router.call('licenses.check', { product: PRODUCT }))
    await vendor.update(license, { expiry: scene.at(-30) })
    const ended = await check(-9)
    expect(ended.checked).toMatchObject([{ problem: 'license_expired' }])
    expect(told(ended)).toEqual([['shortened', null, iso(100), iso(-30)]])
    expect(ended.list.licenses).toMatchObject([{ status: 'expired', mayRun: false, expires: iso(-30) }])
    expect(await gate()).toMatchObject({ mayRun: false, reason: 'expired' })
    expect(told(await check(-8))).toEqual([])
    await vendor.renew(license, scene.at(500))
    expect(told(await check(-7))).toEqual([['renewed', null, iso(-30), iso(500)]])
    expect(await gate()).toMatchObject({ mayRun: true, status: 'active' })
  })

  test('by a person’s activation as well, in the log', async () => {
    const { vendor, license, desk, scene } = await activated()
    await vendor.update(license, { products: ['virtualization:16'] })
    scene.moveTo(-9)
    must(await desk.router.call('licenses.activateOnline', { code: license.key }))
    const { entries } = must(await desk.router.call('activity.list', { limit: 1 }))
    expect(entries).toMatchObject([{ action: 'activate_online', subject: license.id, result: 'ok' }])
    expect(entries[0]?.changes).toHaveLength(6)
  })

  test('by one of two checks at the same moment', async () => {
    const { vendor, license, desk, scene } = await activated()
    const here = { clock: scene.now, dataDir: desk.dataDir, machineId: null }
    const other = install(cleanup, await vendor.profile(), here)
    await vendor.update(license, { products: ['virtualization:32'] })
    scene.moveTo(-9)
    const both = await Promise.all([desk, other].map((one) => one.router.call('licenses.refresh', {})))
    expect(both.flatMap((result) => must(result).changes)).toHaveLength(7)
  })
})

describe('a seat that the vendor released', () => {
  test('is not taken again by a check, and the license goes on until its own end', async () => {
    const { check, vendor, license, desk, scene } = await activated(-30)
    await vendor.release(license, await desk.uniqueKey())
    const { checked, changes, list } = await check(-29)
    expect(checked).toMatchObject([{ problem: 'seat_released' }])
    expect(changes).toMatchObject([{ kind: 'seat_released' }])
    expect(list).toMatchObject({ seatReleased: [license.id], licenses: [{ status: 'active', mayRun: true }] })
    expect(await vendor.vendor.store.machines.countOf(license.id)).toBe(0)
    expect(told(await check(-28))).toEqual([])
    const gate = async (day: number) => {
      scene.moveTo(day)
      return must(await desk.router.call('licenses.check', { product: PRODUCT }))
    }
    expect(await gate(-15)).toMatchObject({ status: 'check_overdue', mayRun: true })
    expect(await gate(-5)).toMatchObject({ status: 'check_overdue', mayRun: false })
  })

  test('is not guessed of a key that does not open any more', async () => {
    const { desk, license } = await activated()
    writeFileSync(path.join(desk.dataDir, 'licenses', license.id, 'machine.lic'), 'damaged')
    const list = must(await desk.router.call('licenses.list', {}))
    expect(list).toMatchObject({ seatReleased: [], licenses: [{ status: 'invalid' }] })
  })

  test('is taken again by a person who activates', async () => {
    const { check, vendor, license, desk, scene } = await activated()
    await vendor.release(license, await desk.uniqueKey())
    await check(-9)
    scene.moveTo(-8)
    must(await desk.router.call('licenses.activateOnline', { code: license.key }))
    const { checked, changes, list } = await check(-7)
    expect([checked[0]?.problem, changes, list.seatReleased]).toEqual([null, [], []])
    expect(await vendor.vendor.store.machines.countOf(license.id)).toBe(1)
  })
})

test('a check adds a point to the usage of each product that reported', async () => {
  const { check, desk } = await activated()
  must(await desk.router.call('usage.set', { product: PRODUCT, usage: 9 }))
  await check(-9)
  await check(-8)
  const history = async (product: string) =>
    must(await desk.router.call('usage.history', { product })).points.map(({ usage, limit }) => [
      usage,
      limit,
    ])
  expect(await history(PRODUCT)).toEqual([
    [9, 16],
    [9, 16],
    [9, 16],
  ])
  expect(await history('storage')).toEqual([])
})
