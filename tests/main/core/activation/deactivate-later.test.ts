// A license goes and its seat waits: the server is away, or frees none (issue 12).
import { afterEach, describe, expect, test } from 'vitest'
import { signedFault } from '#tests/support/bent-way.ts'
import { install } from '#tests/support/installation.ts'
import { must } from '#tests/support/must.ts'
import { Cleanup } from '#tests/support/temporary.ts'
import { unusedPort } from '#tests/support/unused-port.ts'
import { Scene } from '#tests/contracts/every-status/scenario.ts'
import { deactivate, listed, openActivated, refresh } from '#tests/support/deactivations.ts'

const cleanup = new Cleanup()
afterEach(() => cleanup.run())

describe('where the server is away, on demand,', () => {
  async function marked() {
    const way = await openActivated(cleanup)
    const nowhere = await way.vendor.profile(`http://127.0.0.1:${await unusedPort()}/v1`)
    const away = install(cleanup, nowhere, { dataDir: way.desk.dataDir, machineId: null })
    const done = must(await deactivate(away, way.license.id, 'mark'))
    return { ...way, away, done }
  }

  test('a server that does not permit it is not away: the license stays, and why is said (issue 12)', async () => {
    const way = await openActivated(cleanup)
    way.between.bend = signedFault(way.vendor, (answer, path) => {
      if (!/\/machines\/[^/]+$/.test(path)) return
      const errors = [{ code: 'MACHINE_PROTECTED', detail: 'is protected' }]
      Object.assign(answer, { status: 422, body: JSON.stringify({ errors }) })
    })
    way.between.bendQuestion = (body, asked) => {
      if (asked.method === 'DELETE') delete asked.headers.authorization // so that it changes nothing
      return body
    }
    expect(await deactivate(way.desk, way.license.id, 'mark')).toMatchObject({
      error: { code: 'license_refused', params: { serverCode: 'MACHINE_PROTECTED' } },
    })
    const { licenses, returns, problems } = await listed(way.desk)
    expect([licenses.length, returns, problems, await way.seats()]).toEqual([1, [], [], 1])
  })

  test('the license goes, its seat waits, and the next refresh settles it', async () => {
    const { desk, away, license, seats, done, stored } = await marked()
    expect(done).toMatchObject({ seat: 'to_be_returned', list: { licenses: [] } })
    expect(done.list.returns).toMatchObject([{ id: license.id, owner: 'Contoso B.V.' }])
    expect(await seats()).toBe(1)
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
    expect([await seats(), (await listed(desk)).returns]).toEqual([0, []])
    expect(JSON.stringify(stored())).not.toContain(license.key)
    expect((await refresh(desk)).returns).toEqual([])
  })

  test('a license that is activated again meanwhile keeps its seat', async () => {
    const { desk, seats, activate } = await marked()
    must(await activate())
    expect((await listed(desk)).returns).toEqual([])
    expect((await refresh(desk)).checked).toMatchObject([{ problem: null }])
    expect(await seats()).toBe(1)
  })

  test('a mark beside its license is removed once the server says that it counts this machine', async () => {
    const { desk, license, seats } = await openActivated(cleanup)
    const fingerprint = await desk.uniqueKey()
    const pending = { licenseId: license.id, owner: '', code: license.key, fingerprint, since: Date.now() }
    must(await desk.store.write((writer) => writer.putReturn(pending)))
    expect((await refresh(desk)).returns).toMatchObject([{ id: license.id, problem: null, begun: 'kept' }])
    expect([await seats(), (await listed(desk)).returns]).toEqual([1, []])
  })
})

describe('a license that the server frees no seat of', () => {
  test('because it is suspended goes all the same, and the seat is freed once it is reinstated', async () => {
    const { desk, license, vendor, seats } = await openActivated(cleanup)
    await vendor.suspend(license)
    expect(must(await deactivate(desk, license.id)).seat).toBe('to_be_returned')
    expect((await refresh(desk)).returns).toMatchObject([{ problem: 'license_suspended' }])
    await vendor.reinstate(license)
    expect((await refresh(desk)).returns).toMatchObject([{ problem: null }])
    expect(await seats()).toBe(0)
  })

  test('because it is revoked needs none', async () => {
    const { desk, license, vendor } = await openActivated(cleanup)
    await vendor.revoke(license)
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
