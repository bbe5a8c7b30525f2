// A note of a deactivation goes only once its outcome is proven (issue 12).
import { renameSync, rmSync } from 'node:fs'
import path from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { DAY } from '#shared/instant.ts'
import { openBentWay, signedFault, straight } from '#tests/support/bent-way.ts'
import { whileDamaged } from '#tests/support/damage.ts'
import { install, type Installation } from '#tests/support/installation.ts'
import { must } from '#tests/support/must.ts'
import { Cleanup } from '#tests/support/temporary.ts'
import { unusedPort } from '#tests/support/unused-port.ts'

const cleanup = new Cleanup()
afterEach(() => cleanup.run())

const MINUTE = 60_000

async function activated() {
  const clock = { at: Date.now() }
  const way = await openBentWay(cleanup, { clock: () => clock.at })
  must(await way.activate())
  const { desk, license } = way
  // So that nobody takes all licenses for lost where one is removed by hand.
  must(await desk.router.call('licenses.activateOnline', { code: (await way.vendor.sell()).key }))
  const fingerprint = await desk.uniqueKey()
  const note = async (begun: boolean, since = clock.at - MINUTE) => {
    const pending = { licenseId: license.id, owner: 'Contoso B.V.', code: license.key, fingerprint, since }
    must(await desk.store.write((writer) => writer.putReturn(begun ? { ...pending, begun: true } : pending)))
  }
  const refresh = async () => must(await desk.router.call('licenses.refresh', {}))
  const notes = () => must(desk.store.read()).returns.length
  const away = async () =>
    install(cleanup, await way.vendor.profile(`http://127.0.0.1:${await unusedPort()}/v1`), {
      dataDir: desk.dataDir,
      machineId: null,
      clock: () => clock.at,
    })
  const folder = path.join(desk.dataDir, 'licenses', license.id)
  const release = () => way.vendor.release(license, fingerprint)
  return { ...way, clock, note, refresh, notes, away, folder, release }
}

const ids = async (desk: Installation) =>
  must(await desk.router.call('licenses.list', {})).licenses.map(({ id }) => id)

describe('a deactivation that was begun stays noted', () => {
  test.each(['EACCES', 'EMFILE', 'EIO'])(
    'while its license cannot be read (%s), which is said',
    async (code) => {
      const { note, refresh, notes, folder, release, desk, license } = await activated()
      await note(true)
      await release()
      const file = path.join(folder, 'machine.lic')
      const { returns } = await whileDamaged({ kind: code, code }, { file, aside: '' }, refresh)
      expect(returns).toMatchObject([{ problem: 'license_not_readable', begun: 'unknown' }])
      expect(notes()).toBe(1)
      expect((await refresh()).returns).toMatchObject([{ problem: null, begun: 'deactivated' }])
      expect(await ids(desk)).not.toContain(license.id)
    },
  )

  test('while what held the licenses is gone', async () => {
    const { note, refresh, notes, folder } = await activated()
    await note(true)
    rmSync(path.dirname(folder), { recursive: true })
    expect((await refresh()).returns).toMatchObject([{ problem: 'store_unreachable', begun: 'unknown' }])
    expect(notes()).toBe(1)
  })

  test('where its license cannot be read any more once the server has answered', async () => {
    const { note, refresh, notes, folder, release, between } = await activated()
    await note(true)
    await release()
    between.bend = () => {
      between.bend = straight
      rmSync(path.join(folder, 'code'))
      return undefined
    }
    expect((await refresh()).returns).toMatchObject([{ begun: 'unknown' }])
    expect(notes()).toBe(1)
  })

  test('where its license was activated again while the server was asked', async () => {
    const { note, refresh, notes, release, between, activate, seats, clock, desk } = await activated()
    await note(true, clock.at)
    await release()
    between.bend = (answer, _asked, response) => {
      between.bend = straight
      void activate().then(() => response.writeHead(answer.status, answer.headers).end(answer.body))
      return 'taken'
    }
    await refresh()
    expect([notes(), await seats()]).toEqual([1, 1])
    expect(await ids(desk)).toHaveLength(2)
  })

  test('while it is under way: that its place is not free yet proves nothing', async () => {
    const { refresh, notes, between, seats, desk, license, clock } = await activated()
    let meanwhile: Awaited<ReturnType<typeof refresh>> | null = null
    between.bendQuestion = async (body, { method }) => {
      if (method === 'DELETE') meanwhile = await refresh()
      return body
    }
    between.bend = (_, { method }, response) => {
      if (method !== 'DELETE') return undefined
      response.destroy()
      return 'taken'
    }
    await desk.router.call('licenses.deactivate', { id: license.id })
    expect(meanwhile).toMatchObject({
      returns: [{ problem: 'deactivation_on_its_way', begun: 'unknown' }],
    })
    expect(await ids(desk)).toContain(license.id)
    expect([await seats(), notes()]).toEqual([0, 1])
    clock.at += MINUTE
    expect((await refresh()).returns).toMatchObject([{ problem: null, begun: 'deactivated' }])
    expect(notes()).toBe(0)
  })

  test('for its minute, where a clock that was ahead dated it', async () => {
    const { note, refresh, notes, clock, desk } = await activated()
    await note(true, clock.at + 400 * DAY)
    const onItsWay = { problem: 'deactivation_on_its_way', begun: 'unknown' }
    expect((await refresh()).returns).toMatchObject([onItsWay])
    expect(must(desk.store.read()).returns).toMatchObject([{ since: clock.at, begun: true }])
    clock.at += MINUTE - 1
    expect((await refresh()).returns).toMatchObject([onItsWay])
    clock.at += 1
    expect((await refresh()).returns).toMatchObject([{ problem: null, begun: 'kept' }])
    expect(notes()).toBe(0)
  })

  test('while the server is away, however old the clock makes it look', async () => {
    const { note, notes, away, clock } = await activated()
    for (const since of [0, clock.at - 800 * DAY, clock.at + 800 * DAY]) {
      await note(true, since)
      const { returns } = must(await (await away()).router.call('licenses.refresh', {}))
      expect([returns.map(({ begun }) => begun), notes()]).toEqual([['unknown'], 1])
    }
  })

  test('while the server only says that its license is suspended', async () => {
    const { note, refresh, notes, clock, vendor, license } = await activated()
    await vendor.suspend(license)
    await note(true, clock.at - 800 * DAY)
    expect((await refresh()).returns).toMatchObject([{ problem: 'license_suspended', begun: 'unknown' }])
    expect(notes()).toBe(1)
  })
})

describe('a deactivation that was begun, and whose license is not here,', () => {
  test('is settled by what the server says of the place, of which it frees none', async () => {
    for (const isFree of [true, false]) {
      const { note, refresh, notes, folder, release, seats, desk, license } = await activated()
      await note(true)
      if (isFree) await release()
      const aside = path.join(cleanup.folder(), 'aside')
      renameSync(folder, aside)
      const begun = isFree ? 'deactivated' : 'kept'
      expect((await refresh()).returns).toMatchObject([{ problem: null, begun }])
      expect([notes(), await seats()]).toEqual([0, isFree ? 0 : 1])
      // Put back by hand, it runs where it has a place, and nowhere else.
      renameSync(aside, folder)
      const { licenses } = must(await desk.router.call('licenses.list', {}))
      expect(licenses.find(({ id }) => id === license.id)?.mayRun).toBe(!isFree)
    }
  })

  test('was stopped on its way out where that is noted: the place goes back', async () => {
    const { note, refresh, notes, folder, seats, desk, license, clock } = await activated()
    await note(true)
    must(
      await desk.store.write((writer, { mark }) =>
        writer.putGivenBack({ licenseId: license.id, issued: mark, givenBack: clock.at }),
      ),
    )
    rmSync(folder, { recursive: true })
    expect((await refresh()).returns).toMatchObject([{ problem: null, begun: 'deactivated' }])
    expect([notes(), await seats()]).toEqual([0, 0])
  })
})

describe('a place that is to be given back', () => {
  test.each([
    ['MACHINE_PROTECTED', 422, 'license_refused'],
    ['LICENSE_NOT_ALLOWED', 403, 'license_not_allowed'],
    [null, 403, 'license_permission_missing'],
  ])(
    'and is refused for good (%s) is asked for a week, and then it is said that it is not any more (issue 12)',
    async (code, status, problem) => {
      const { note, refresh, notes, folder, between, vendor, clock } = await activated()
      rmSync(folder, { recursive: true })
      await note(false, clock.at - 6 * DAY)
      between.bend = signedFault(vendor, (answer, path) => {
        if (!/\/machines\/[^/]+$/.test(path)) return
        Object.assign(answer, { status, body: JSON.stringify({ errors: [{ code, detail: 'no' }] }) })
      })
      expect((await refresh()).returns).toMatchObject([{ problem }])
      expect(notes()).toBe(1)
      await note(false, clock.at - 8 * DAY)
      expect((await refresh()).returns).toMatchObject([{ problem: 'seat_not_freed', params: { problem } }])
      expect(notes()).toBe(0)
      expect((await refresh()).returns).toEqual([])
    },
  )

  test('is also where what held the licenses is gone', async () => {
    const { note, refresh, notes, folder, seats } = await activated()
    await note(false)
    rmSync(path.dirname(folder), { recursive: true })
    expect((await refresh()).returns).toMatchObject([{ problem: null }])
    expect([notes(), await seats()]).toEqual([0, 0])
  })

  test('is, however old the clock makes the note look, once the server is there', async () => {
    const { note, refresh, notes, away, folder, seats } = await activated()
    rmSync(folder, { recursive: true })
    await note(false, 0)
    must(await (await away()).router.call('licenses.refresh', {}))
    expect(notes()).toBe(1)
    expect((await refresh()).returns).toMatchObject([{ problem: null }])
    expect([notes(), await seats()]).toEqual([0, 0])
  })

  test('of a note that was made by a clock far behind is no older than the latest signed time', async () => {
    const { desk, license, vendor, clock, notes, refresh } = await activated()
    const now = clock.at
    clock.at -= 800 * DAY
    must(await desk.store.write((writer) => writer.raiseMark(now)))
    await vendor.suspend(license)
    const away = install(cleanup, await vendor.profile(`http://127.0.0.1:${await unusedPort()}/v1`), {
      dataDir: desk.dataDir,
      machineId: null,
      clock: () => clock.at,
    })
    must(await away.router.call('licenses.deactivate', { id: license.id, whenServerIsAway: 'mark' }))
    clock.at = now
    expect((await refresh()).returns).toMatchObject([{ problem: 'license_suspended' }])
    expect(notes()).toBe(1)
  })

  test('and that goes while an activation has its file and has not stored it leaves a note with the license (issue 12.2)', async () => {
    const { note, refresh, notes, folder, between, activate, seats, desk, license, clock } = await activated()
    rmSync(folder, { recursive: true })
    await note(false)
    between.bend = (answer, { url }, response) => {
      if (!url?.endsWith('/check-out')) return undefined
      between.bend = straight
      void refresh().then(() => response.writeHead(answer.status, answer.headers).end(answer.body))
      return 'taken'
    }
    must(await activate())
    expect([notes(), await seats()]).toEqual([1, 0])
    clock.at += MINUTE
    expect((await refresh()).returns).toMatchObject([{ problem: null, begun: 'deactivated' }])
    expect(await ids(desk)).not.toContain(license.id)
  })

  test('and is that of a license that was activated again just before leaves a note, by which the next refresh asks', async () => {
    const { note, refresh, notes, folder, between, activate, seats, desk, license } = await activated()
    rmSync(folder, { recursive: true })
    await note(false)
    between.bendQuestion = async (body, { method }) => {
      if (method === 'DELETE') must(await activate())
      return body
    }
    await refresh()
    expect([notes(), await seats()]).toEqual([1, 0])
    expect((await refresh()).returns).toMatchObject([{ problem: null, begun: 'deactivated' }])
    expect(await ids(desk)).not.toContain(license.id)
  })
})
