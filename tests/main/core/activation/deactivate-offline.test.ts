// A machine without a network gives its place back by a return code (docs/formats/return-code.md).
import { afterEach, describe, expect, test } from 'vitest'
import { takeReturn } from '#server/back-office/take-return.ts'
import { install, type Installation } from '#tests/support/installation.ts'
import { must } from '#tests/support/must.ts'
import { Cleanup } from '#tests/support/temporary.ts'
import { openVendorSide } from '#tests/support/vendor-side.ts'

const cleanup = new Cleanup()
afterEach(() => cleanup.run())

const deactivate = (desk: Installation, id: string) =>
  desk.router.call('licenses.deactivate', { id, whenServerIsAway: 'fail' })
const listed = async (desk: Installation) => must(await desk.router.call('licenses.list', {}))

describe('deactivating an offline license', () => {
  async function offline(profile: { offlineOnly?: boolean } = {}) {
    const clock = { at: Date.now() }
    const now = () => clock.at
    const vendor = await openVendorSide(cleanup, now)
    const desk = install(cleanup, { ...(await vendor.profile()), ...profile }, { clock: now })
    const license = await vendor.sell()
    const uniqueKey = await desk.uniqueKey()
    const offlineKey = await vendor.answer(license, uniqueKey)
    const enter = (key: string) =>
      desk.router.call('licenses.activateOffline', { code: license.key, offlineKey: key })
    const take = (returnCode: string | null, change = {}) =>
      takeReturn(vendor.vendor, license, {
        returnCode: returnCode ?? '',
        uniqueKey,
        checkOnly: false,
        ...change,
      })
    const seats = () => vendor.vendor.store.machines.countOf(license.id)
    return { vendor, desk, license, uniqueKey, offlineKey, enter, take, seats, clock }
  }
  const MINUTE = 60_000

  test('gives a code with which the representative frees the seat', async () => {
    const { desk, license, offlineKey, enter, take, seats } = await offline({ offlineOnly: true })
    must(await enter(offlineKey))
    const { seat, returnCode } = must(await deactivate(desk, license.id))
    expect(seat).toBe('declared')
    expect(await take(returnCode, { checkOnly: true })).toMatchObject({ ok: true, value: { seat: 'kept' } })
    expect(await seats()).toBe(1)
    expect(await take(returnCode?.toLowerCase() ?? null)).toMatchObject({
      ok: true,
      value: { seat: 'freed' },
    })
    expect(await seats()).toBe(0)
    expect(await take(returnCode)).toMatchObject({ ok: true, value: { seat: 'already_free' } })
  })

  test('at once from several places gives one code, and tells the others that it is not here', async () => {
    const { desk, license, offlineKey, enter } = await offline({ offlineOnly: true })
    must(await enter(offlineKey))
    const done = await Promise.all([1, 2, 3].map(() => deactivate(desk, license.id)))
    const codes = done.flatMap((one) => (one.ok ? [one.value.returnCode] : []))
    expect(codes).toEqual([expect.stringMatching(/^RETURN-/)])
    const refused = done.flatMap((one) => (one.ok ? [] : [one.error.code]))
    expect(refused).toEqual(['license_not_here', 'license_not_here'])
  })

  test('refuses the same key afterwards, and takes a newer one', async () => {
    const { vendor, desk, license, uniqueKey, offlineKey, enter, clock } = await offline()
    must(await enter(offlineKey))
    const { returnCode } = must(await deactivate(desk, license.id))
    expect(await enter(offlineKey)).toMatchObject({ error: { code: 'key_returned', params: { returnCode } } })
    clock.at += MINUTE
    must(await enter(await vendor.answer(license, uniqueKey)))
    expect(await enter(offlineKey)).toMatchObject({ error: { code: 'older_key' } })
    expect((await listed(desk)).licenses).toMatchObject([{ status: 'active' }])
  })

  test('is followed by an online activation in the same minute, for which the server gives the seat anew', async () => {
    const { desk, license, seats, offlineKey, enter, take } = await offline()
    must(await enter(offlineKey))
    const { returnCode } = must(await deactivate(desk, license.id))
    must(await take(returnCode))
    must(await desk.router.call('licenses.activateOnline', { code: license.key }))
    expect(await seats()).toBe(1)
    expect((await listed(desk)).licenses).toMatchObject([{ status: 'active', mode: 'online' }])
  })

  test('is no way back for a key that was given out but never entered before it', async () => {
    const { vendor, desk, license, uniqueKey, offlineKey, enter, clock } = await offline()
    clock.at += MINUTE
    must(await enter(await vendor.answer(license, uniqueKey)))
    must(await deactivate(desk, license.id))
    expect(await enter(offlineKey)).toMatchObject({ error: { code: 'key_returned' } })
  })

  test('whose machine was given a newer key frees no seat', async () => {
    const { vendor, desk, license, uniqueKey, offlineKey, enter, take, seats, clock } = await offline()
    must(await enter(offlineKey))
    const { returnCode } = must(await deactivate(desk, license.id))
    clock.at += MINUTE
    await vendor.answer(license, uniqueKey)
    expect(await take(returnCode)).toMatchObject({ ok: false, error: { code: 'newer_key_issued' } })
    expect(await seats()).toBe(1)
  })

  test('of another license, or of another machine, frees no seat', async () => {
    const { vendor, desk, license, offlineKey, enter, take, seats } = await offline()
    must(await enter(offlineKey))
    const { returnCode } = must(await deactivate(desk, license.id))
    const other = 'VIRTUALMETRIC-Y4JBR-5ZWA8-HCSGA-9Y0ZJ-E1F2S-FNS56'
    expect(await take(returnCode, { uniqueKey: other })).toMatchObject({
      error: { code: 'return_code_mismatch' },
    })
    const asked = { returnCode: returnCode ?? '', uniqueKey: await desk.uniqueKey(), checkOnly: false }
    expect(await takeReturn(vendor.vendor, await vendor.sell(), asked)).toMatchObject({
      error: { code: 'return_code_mismatch' },
    })
    expect(await take(returnCode, { uniqueKey: 'nobody' })).toMatchObject({ ok: false })
    expect(await take('RETURN-00000')).toMatchObject({ error: { code: 'return_code_length' } })
    expect(await seats()).toBe(1)
  })

  test('whose key does not hold here has nothing to declare', async () => {
    const { vendor, desk, license, offlineKey, enter } = await offline()
    must(await enter(offlineKey))
    const copy = install(cleanup, await vendor.profile(), { dataDir: desk.dataDir })
    const done = must(await deactivate(copy, license.id))
    expect(done).toMatchObject({ seat: 'other_machine', returnCode: null, list: { licenses: [] } })
  })
})
