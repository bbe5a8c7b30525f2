import { afterEach, describe, expect, test } from 'vitest'
import { takeReturn } from '#server/back-office/take-return.ts'
import type { Output } from '#shared/contract/contract.ts'
import { openBentWay, signedFault, straight } from '#tests/support/bent-way.ts'
import { install, type Installation } from '#tests/support/installation.ts'
import { must } from '#tests/support/must.ts'
import { noAnswer } from '#tests/support/server-faults.ts'
import { Cleanup } from '#tests/support/temporary.ts'
import { unusedPort } from '#tests/support/unused-port.ts'
import { openVendorSide } from '#tests/support/vendor-side.ts'
import { Scene } from '#tests/contracts/every-status/scenario.ts'

const cleanup = new Cleanup()
afterEach(() => cleanup.run())

const deactivate = (desk: Installation, id: string, whenServerIsAway: 'fail' | 'mark' = 'fail') =>
  desk.router.call('licenses.deactivate', { id, whenServerIsAway })
const refresh = async (desk: Installation): Promise<Output<'licenses.refresh'>> =>
  must(await desk.router.call('licenses.refresh', {}))
const listed = async (desk: Installation) => must(await desk.router.call('licenses.list', {}))

async function activated() {
  const way = await openBentWay(cleanup)
  must(await way.activate())
  return way
}

describe('deactivating an online license', () => {
  test('frees the seat and removes every file of it', async () => {
    const { desk, license, seats, stored } = await activated()
    const done = must(await deactivate(desk, license.id))
    expect(done).toMatchObject({ id: license.id, seat: 'freed', returnCode: null, list: { licenses: [] } })
    expect(seats()).toBe(0)
    expect(JSON.stringify(stored())).not.toContain(license.key)
    expect(Object.keys(stored()).toSorted()).toEqual([
      'clock.json',
      'lock.db',
      'machine-id',
      'returned.json',
      'revision',
      'store.json',
    ])
    expect(must(await desk.router.call('licenses.check', { product: 'virtualization' }))).toMatchObject({
      mayRun: false,
      status: 'not_licensed',
    })
  })

  test('leaves the other licenses alone, and can be undone by activating again', async () => {
    const { desk, license, vendor, seats, activate } = await activated()
    const other = vendor.sell({ owner: 'Fabrikam' })
    must(await desk.router.call('licenses.activateOnline', { code: other.key }))
    const { list } = must(await deactivate(desk, license.id))
    expect(list.licenses).toMatchObject([{ id: other.id, status: 'active' }])
    expect(must(await activate()).renewed).toBe(false)
    expect(seats()).toBe(1)
  })

  test('whose seat the vendor released already is no failure', async () => {
    const { desk, license, vendor } = await activated()
    vendor.release(license, await desk.uniqueKey())
    expect(must(await deactivate(desk, license.id)).seat).toBe('gone')
  })

  test('of a copied data folder does not touch the seat of the machine that it came from', async () => {
    const { desk, license, vendor, between, seats } = await activated()
    const machine = await desk.uniqueKey()
    const copy = install(cleanup, vendor.profile(between.url), { dataDir: desk.dataDir })
    expect(must(await deactivate(copy, license.id))).toMatchObject({ seat: 'other_machine', machine })
    expect(seats()).toBe(1)
  })

  test('of another machine with a Local License Key says whose it is, and that nothing was released (issue 12.22)', async () => {
    const { desk, vendor, between } = await activated()
    const machine = await desk.uniqueKey()
    const sold = vendor.sell()
    // As it comes in the representative's mail.
    const offlineKey = `For the Unique Key ${machine}\n\n${vendor.answer(sold, machine)}`
    must(await desk.router.call('licenses.activateOffline', { code: sold.key, offlineKey }))
    const copy = install(cleanup, vendor.profile(between.url), { dataDir: desk.dataDir })
    const done = must(await deactivate(copy, sold.id))
    expect(done).toMatchObject({ seat: 'other_machine', returnCode: null })
    expect([machine, null]).toContain(done.machine)
  })

  // The answer to a DELETE has no body that could be changed or be without end, and no type that could be JSON.
  const lost = Object.entries(noAnswer).filter(([, { code }]) => !/^response_|malformed$/.test(code))
  test.each(lost)('fails for %s, and goes through the next time', async (_, { code, bend }) => {
    const { between, vendor, desk, license, seats, stored } = await activated()
    const before = stored()
    between.bend = bend(vendor)
    expect(await deactivate(desk, license.id)).toMatchObject({ ok: false, error: { code } })
    expect(stored()).toEqual(before)
    between.bend = straight
    expect(must(await deactivate(desk, license.id)).seat).toBe('gone') // the answer alone was lost
    expect(seats()).toBe(0)
  })

  test('believes no answer that is not signed', async () => {
    const { between, desk, license } = await activated()
    between.bend = (answer) => {
      delete answer.headers['keygen-signature']
      return undefined
    }
    expect(await deactivate(desk, license.id)).toMatchObject({ ok: false })
    expect((await listed(desk)).licenses).toHaveLength(1)
  })

  test('fails with the server’s words where it refuses', async () => {
    const { between, vendor, desk, license } = await activated()
    between.bend = signedFault(vendor, (answer) => {
      answer.status = 422
      answer.body = JSON.stringify({ errors: [{ code: 'MACHINE_PROTECTED', detail: 'is protected' }] })
    })
    expect(await deactivate(desk, license.id)).toMatchObject({
      error: { code: 'license_refused', params: { serverCode: 'MACHINE_PROTECTED', detail: 'is protected' } },
    })
  })
})

describe('where the server is away, on demand,', () => {
  async function marked() {
    const way = await activated()
    const nowhere = way.vendor.profile(`http://127.0.0.1:${await unusedPort()}/v1`)
    const away = install(cleanup, nowhere, { dataDir: way.desk.dataDir, machineId: null })
    const done = must(await deactivate(away, way.license.id, 'mark'))
    return { ...way, away, done }
  }

  test('the license goes, its seat waits, and the next refresh settles it', async () => {
    const { desk, away, license, seats, done, stored } = await marked()
    expect(done).toMatchObject({ seat: 'to_be_returned', list: { licenses: [] } })
    expect(done.list.returns).toMatchObject([{ id: license.id, owner: 'Contoso B.V.' }])
    expect(seats()).toBe(1)
    const { returns } = await refresh(away)
    expect(returns).toMatchObject([
      {
        id: license.id,
        owner: 'Contoso B.V.',
        problem: 'server_unreachable',
        params: { reason: 'ECONNREFUSED' },
      },
    ])
    expect((await refresh(desk)).returns).toMatchObject([{ id: license.id, problem: null }])
    expect([seats(), (await listed(desk)).returns]).toEqual([0, []])
    expect(JSON.stringify(stored())).not.toContain(license.key)
    expect((await refresh(desk)).returns).toEqual([])
  })

  test('a license that is activated again meanwhile keeps its seat', async () => {
    const { desk, seats, activate } = await marked()
    must(await activate())
    expect((await listed(desk)).returns).toEqual([])
    expect((await refresh(desk)).checked).toMatchObject([{ problem: null }])
    expect(seats()).toBe(1)
  })

  test('a mark that a killed writer left beside its license is removed, and the seat kept', async () => {
    const { desk, license, seats } = await activated()
    const fingerprint = await desk.uniqueKey()
    const pending = { licenseId: license.id, owner: '', code: license.key, fingerprint, since: Date.now() }
    must(await desk.store.write((writer) => writer.putReturn(pending)))
    expect((await refresh(desk)).returns).toEqual([])
    expect([seats(), (await listed(desk)).returns]).toEqual([1, []])
  })
})

describe('a license that the server frees no seat of', () => {
  test('because it is suspended goes all the same, and the seat is freed once it is reinstated', async () => {
    const { desk, license, vendor, seats } = await activated()
    vendor.suspend(license)
    expect(must(await deactivate(desk, license.id)).seat).toBe('to_be_returned')
    expect((await refresh(desk)).returns).toMatchObject([{ problem: 'license_suspended' }])
    vendor.reinstate(license)
    expect((await refresh(desk)).returns).toMatchObject([{ problem: null }])
    expect(seats()).toBe(0)
  })

  test('because it is revoked needs none', async () => {
    const { desk, license, vendor } = await activated()
    vendor.revoke(license)
    const { seat, list } = must(await deactivate(desk, license.id))
    expect([seat, list.returns]).toEqual(['gone', []])
  })

  test('because it is over is not asked about for ever', async () => {
    const scene = await Scene.open(cleanup, -60)
    const { desk, license } = await scene.online({ expiry: scene.at(-50), graceDays: 0 })
    scene.moveTo(-40)
    expect(must(await deactivate(desk, license.id)).seat).toBe('to_be_returned')
    expect((await refresh(desk)).returns).toMatchObject([{ problem: 'license_expired' }])
    scene.moveTo(400)
    await refresh(desk)
    expect((await refresh(desk)).returns).toEqual([])
  })
})

test('deactivating an online license at once from two places frees one seat, and the later one says that it is not here', async () => {
  const { between, desk, license, seats } = await activated()
  const held: (() => void)[] = []
  between.bend = (answer, asked, response) => {
    if (asked.method !== 'DELETE') return undefined
    held.push(() => response.writeHead(answer.status, answer.headers).end(answer.body))
    if (held.length === 2) held[0]?.()
    return 'taken'
  }
  const both = [deactivate(desk, license.id), deactivate(desk, license.id)]
  expect(await Promise.race(both)).toMatchObject({ ok: true, value: { seat: 'freed' } })
  held[1]?.()
  const refused = (await Promise.all(both)).flatMap((one) => (one.ok ? [] : [one.error.code]))
  expect(refused).toEqual(['license_not_here'])
  expect(seats()).toBe(0)
})

test('a license that was deactivated while its file was on the way does not come back', async () => {
  const { between, desk, license, seats } = await activated()
  between.bend = (answer, asked, response) => {
    if (!asked.url?.endsWith('/check-out')) return undefined
    between.bend = straight
    void deactivate(desk, license.id).then(() => {
      response.writeHead(answer.status, answer.headers)
      response.end(answer.body)
    })
    return 'taken'
  }
  const { checked, list } = await refresh(desk)
  expect(checked).toMatchObject([{ problem: 'license_not_here' }])
  expect([list.licenses, seats()]).toEqual([[], 0])
})

describe('deactivating an offline license', () => {
  async function offline(profile: { offlineOnly?: boolean } = {}) {
    const clock = { at: Date.now() }
    const now = () => clock.at
    const vendor = await openVendorSide(cleanup, now)
    const desk = install(cleanup, { ...vendor.profile(), ...profile }, { clock: now })
    const license = vendor.sell()
    const uniqueKey = await desk.uniqueKey()
    const offlineKey = vendor.answer(license, uniqueKey)
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
    expect(take(returnCode, { checkOnly: true })).toMatchObject({ ok: true, value: { seat: 'kept' } })
    expect(seats()).toBe(1)
    expect(take(returnCode?.toLowerCase() ?? null)).toMatchObject({ ok: true, value: { seat: 'freed' } })
    expect(seats()).toBe(0)
    expect(take(returnCode)).toMatchObject({ ok: true, value: { seat: 'already_free' } })
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
    must(await enter(vendor.answer(license, uniqueKey)))
    expect(await enter(offlineKey)).toMatchObject({ error: { code: 'older_key' } })
    expect((await listed(desk)).licenses).toMatchObject([{ status: 'active' }])
  })

  test('is followed by an online activation in the same minute, for which the server gives the seat anew', async () => {
    const { desk, license, seats, offlineKey, enter, take } = await offline()
    must(await enter(offlineKey))
    const { returnCode } = must(await deactivate(desk, license.id))
    must(take(returnCode))
    must(await desk.router.call('licenses.activateOnline', { code: license.key }))
    expect(seats()).toBe(1)
    expect((await listed(desk)).licenses).toMatchObject([{ status: 'active', mode: 'online' }])
  })

  test('is no way back for a key that was given out but never entered before it', async () => {
    const { vendor, desk, license, uniqueKey, offlineKey, enter, clock } = await offline()
    clock.at += MINUTE
    must(await enter(vendor.answer(license, uniqueKey)))
    must(await deactivate(desk, license.id))
    expect(await enter(offlineKey)).toMatchObject({ error: { code: 'key_returned' } })
  })

  test('whose machine was given a newer key frees no seat', async () => {
    const { vendor, desk, license, uniqueKey, offlineKey, enter, take, seats, clock } = await offline()
    must(await enter(offlineKey))
    const { returnCode } = must(await deactivate(desk, license.id))
    clock.at += MINUTE
    vendor.answer(license, uniqueKey)
    expect(take(returnCode)).toMatchObject({ ok: false, error: { code: 'newer_key_issued' } })
    expect(seats()).toBe(1)
  })

  test('of another license, or of another machine, frees no seat', async () => {
    const { vendor, desk, license, offlineKey, enter, take, seats } = await offline()
    must(await enter(offlineKey))
    const { returnCode } = must(await deactivate(desk, license.id))
    const other = 'VIRTUALMETRIC-Y4JBR-5ZWA8-HCSGA-9Y0ZJ-E1F2S-FNS56'
    expect(take(returnCode, { uniqueKey: other })).toMatchObject({ error: { code: 'return_code_mismatch' } })
    const asked = { returnCode: returnCode ?? '', uniqueKey: await desk.uniqueKey(), checkOnly: false }
    expect(takeReturn(vendor.vendor, vendor.sell(), asked)).toMatchObject({
      error: { code: 'return_code_mismatch' },
    })
    expect(take(returnCode, { uniqueKey: 'nobody' })).toMatchObject({ ok: false })
    expect(take('RETURN-00000')).toMatchObject({ error: { code: 'return_code_length' } })
    expect(seats()).toBe(1)
  })

  test('whose key does not hold here has nothing to declare', async () => {
    const { vendor, desk, license, offlineKey, enter } = await offline()
    must(await enter(offlineKey))
    const copy = install(cleanup, vendor.profile(), { dataDir: desk.dataDir })
    const done = must(await deactivate(copy, license.id))
    expect(done).toMatchObject({ seat: 'other_machine', returnCode: null, list: { licenses: [] } })
  })
})
