// The note of a deactivation stays until it is proven how that came out, and no longer (issue 12).
import { existsSync, renameSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import path from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { messages as en } from '#shared/messages/en/messages.ts'
import { explain } from '#shared/messages/messages.ts'
import {
  activatedWay,
  cut,
  deactivate,
  isNoted,
  listed,
  refresh,
  type ActivatedWay,
} from '#tests/support/activated-way.ts'
import { signedFault, straight } from '#tests/support/bent-way.ts'
import { install, type Installation } from '#tests/support/installation.ts'
import { must } from '#tests/support/must.ts'
import { whileRefused } from '#tests/support/refused-steps.ts'
import { Cleanup } from '#tests/support/temporary.ts'
import { unusedPort } from '#tests/support/unused-port.ts'

const cleanup = new Cleanup()
afterEach(() => cleanup.run())

const MINUTE = 60_000

describe('the note of a deactivation', () => {
  test('stays where its answer was lost, and the next refresh takes the license out', async () => {
    const way = await activatedWay(cleanup)
    way.between.bend = cut
    const lost = await deactivate(way.desk, way)
    expect(lost).toMatchObject({
      error: { code: 'deactivation_unknown', params: { problem: 'server_unreachable' } },
    })
    if (!lost.ok)
      expect(explain(lost.error, en, { vendor: '', support: '' }).what).toMatch(
        /freed the place .* is not known/,
      )
    expect([await way.seats(), await isNoted(way.desk)]).toEqual([0, true])
    way.between.bend = straight
    expect((await refresh(way.desk)).returns).toMatchObject([{ begun: 'deactivated', problem: null }])
    expect((await listed(way.desk)).licenses).toEqual([])
  })

  test('stays where the server holds its answer longer than anybody waits, and the next refresh takes the license out', async () => {
    const way = await activatedWay(cleanup)
    way.between.bend = (_, { method }) => (method === 'DELETE' ? 'taken' : undefined)
    expect(await deactivate(await way.withWay(way.between.url), way)).toMatchObject({
      error: { code: 'deactivation_unknown', params: { problem: 'server_timeout' } },
    })
    way.clock.at += 2 * MINUTE
    expect([await way.seats(), await isNoted(way.desk)]).toEqual([0, true])
    expect((await refresh(way.desk)).returns).toMatchObject([{ begun: 'deactivated', problem: null }])
    expect(await listed(way.desk)).toMatchObject({ licenses: [], problems: [] })
  })

  test('whose request is held on its way for longer than its minute: what a refresh kept, the next one says to be released', async () => {
    const way = await activatedWay(cleanup)
    const [held, done] = [Promise.withResolvers<undefined>(), Promise.withResolvers<undefined>()]
    way.between.bendQuestion = async (body, { method }) => {
      if (method === 'DELETE') await held.promise
      return body
    }
    way.between.bend = (_, { method }) => {
      if (method === 'DELETE') done.resolve(undefined)
      return undefined
    }
    expect(await deactivate(await way.withWay(way.between.url), way)).toMatchObject({
      error: { code: 'deactivation_unknown' },
    })
    expect((await refresh(way.desk)).returns).toMatchObject([{ problem: 'deactivation_on_its_way' }])
    way.clock.at += MINUTE
    expect((await refresh(way.desk)).returns).toMatchObject([{ begun: 'kept', problem: null }])
    held.resolve(undefined)
    await done.promise
    expect(await way.seats()).toBe(0)
    expect((await refresh(way.desk)).checked).toMatchObject([{ problem: 'seat_released' }])
    expect((await listed(way.desk)).seatReleased).toEqual([way.license.id])
  })

  /** Each time nothing of the request has reached the server. */
  const NOT_SENT: readonly [string, string, (way: ActivatedWay) => Promise<Installation>][] = [
    [
      'where no program listens',
      'server_unreachable',
      async (way) => way.withWay(`http://127.0.0.1:${await unusedPort()}/v1`),
    ],
    [
      'where the name leads nowhere',
      'name_not_found',
      async (way) => Promise.resolve(await way.withWay('https://nowhere.invalid/v1')),
    ],
    [
      'where a connection is not made in time',
      'server_timeout',
      async (way) => way.withWay(`https://127.0.0.1:${await silentPort()}/v1`),
    ],
  ]
  test.each(NOT_SENT)('goes %s (%s)', async (_, code, open) => {
    const way = await activatedWay(cleanup)
    const desk = await open(way)
    const before = way.stored()
    expect(await deactivate(desk, way)).toMatchObject({ error: { code } })
    expect({ ...way.stored(), revision: '' }).toEqual({ ...before, revision: '' })
  })

  test('goes where the server signs that it did nothing', async () => {
    const way = await activatedWay(cleanup)
    way.between.bendQuestion = (body, asked) => {
      delete asked.headers.authorization
      return body
    }
    for (const refused of [
      { status: 422, headers: {}, errors: [{ code: 'MACHINE_PROTECTED', detail: 'is protected' }] },
      { status: 404, headers: {}, errors: [{ detail: 'The requested endpoint was not found' }] },
      { status: 503, headers: { 'retry-after': '60' }, errors: [{ title: 'busy' }] },
    ]) {
      way.between.bend = signedFault(way.vendor, (answer) => {
        answer.status = refused.status
        Object.assign(answer.headers, refused.headers)
        answer.body = JSON.stringify({ errors: refused.errors })
      })
      expect(await deactivate(way.desk, way)).toMatchObject({
        error: { code: expect.not.stringMatching(/^deactivation_/) as string },
      })
      expect(await isNoted(way.desk)).toBe(false)
    }
  })

  test('stays where nobody signs that nothing was done', async () => {
    const way = await activatedWay(cleanup)
    for (const status of [429, 500, 503]) {
      way.between.bend = (answer) => {
        Object.assign(answer, { status, headers: { 'retry-after': '60' }, body: '' })
        return undefined
      }
      expect(await deactivate(way.desk, way)).toMatchObject({ error: { code: 'deactivation_unknown' } })
    }
    expect([await way.seats(), await isNoted(way.desk)]).toEqual([0, true])
  })

  test('stays where somebody on the way gave the signed answer without a body another status: no signature covers it', async () => {
    const way = await activatedWay(cleanup)
    way.between.bend = (answer, { method }) => {
      if (method !== 'DELETE') return undefined
      expect([answer.status, answer.body]).toEqual([204, ''])
      answer.status = 503
      answer.headers['retry-after'] = '1'
      return undefined
    }
    expect(await deactivate(way.desk, way)).toMatchObject({ error: { code: 'deactivation_unknown' } })
    expect([await way.seats(), await isNoted(way.desk)]).toEqual([0, true])
  })

  test('of a first try stays when a second one reaches nobody', async () => {
    const way = await activatedWay(cleanup)
    way.between.bend = cut
    await deactivate(way.desk, way)
    const away = await way.withWay(`http://127.0.0.1:${await unusedPort()}/v1`)
    expect(await deactivate(away, way)).toMatchObject({
      error: { code: 'deactivation_unknown', params: { problem: 'server_unreachable' } },
    })
    expect(await isNoted(way.desk)).toBe(true)
  })

  test('of a try whose answer is lost stays when another one, which reached nobody, ends meanwhile', async () => {
    const way = await activatedWay(cleanup)
    const away = await way.withWay(`http://127.0.0.1:${await unusedPort()}/v1`)
    way.between.bend = (_, { method }, response) => {
      if (method !== 'DELETE') return undefined
      void deactivate(away, way).finally(() => response.destroy())
      return 'taken'
    }
    expect(await deactivate(way.desk, way)).toMatchObject({ error: { code: 'deactivation_unknown' } })
    expect([await way.seats(), await isNoted(way.desk)]).toEqual([0, true])
  })

  test('is made anew by a try whose answer is lost, should somebody have removed it', async () => {
    const way = await activatedWay(cleanup)
    way.between.bend = (_, { method }, response) => {
      if (method !== 'DELETE') return undefined
      void way.desk.store
        .write((writer) => writer.removeReturn(way.license.id))
        .finally(() => response.destroy())
      return 'taken'
    }
    await deactivate(way.desk, way)
    expect(await isNoted(way.desk)).toBe(true)
  })

  test('of another machine’s license is none, and the note of this machine stays', async () => {
    const way = await activatedWay(cleanup)
    way.between.bend = cut
    await deactivate(way.desk, way)
    const nowhere = await way.vendor.profile(`http://127.0.0.1:${await unusedPort()}/v1`)
    const copy = install(cleanup, nowhere, { dataDir: way.desk.dataDir })
    expect(await deactivate(copy, way)).toMatchObject({ error: { code: 'server_unreachable' } })
    expect(existsSync(path.join(way.desk.dataDir, 'returns', `${way.license.id}.json`))).toBe(true)
  })

  test('goes with an activation that was given a place after it, and stays where it may still reach the server', async () => {
    const way = await activatedWay(cleanup)
    way.between.bend = cut
    await deactivate(way.desk, way)
    way.between.bend = straight
    must(await way.activate())
    expect(await isNoted(way.desk)).toBe(true)
    way.clock.at += MINUTE
    must(await way.activate())
    expect([await isNoted(way.desk), await way.seats()]).toEqual([false, 1])
  })

  test('stays where an older Local License Key of the same license is entered', async () => {
    const way = await activatedWay(cleanup)
    const { vendor, license, desk } = way
    const offlineKey = await vendor.answer(license, await desk.uniqueKey())
    way.between.bend = cut
    await deactivate(desk, way)
    way.clock.at += MINUTE
    await desk.router.call('licenses.activateOffline', { code: license.key, offlineKey })
    expect(await isNoted(desk)).toBe(true)
  })
})

/** A server that takes a connection and never says a word, so that TLS does not come about. */
async function silentPort(): Promise<number> {
  const server = createServer((socket) => void socket.on('error', () => undefined))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  cleanup.add(() => void server.close())
  return (server.address() as AddressInfo).port
}

describe('a license whose place is free, and that cannot be taken out,', () => {
  const TROUBLES = [
    ['for want of room', 'openSync', 'ENOSPC', /\/staging\/returned\.json/, 'disk_full'],
    ['for want of rights to the license', 'renameSync', 'EACCES', /\/licenses\/[^/]+$/, 'store_not_writable'],
    ['for want of rights to its note', 'unlinkSync', 'EACCES', /\/returns\/[^/]+$/, 'store_not_writable'],
  ] as const
  test.each(TROUBLES)(
    '%s, is said to have none, with what is left to do',
    async (_, step, code, at, problem) => {
      const way = await activatedWay(cleanup)
      let isAsked = false
      way.between.bend = (_answer, { method }) => {
        isAsked ||= method === 'DELETE'
        return undefined
      }
      const failed = await whileRefused(
        step,
        code,
        (place) => isAsked && at.test(place),
        () => deactivate(way.desk, way),
      )
      expect(failed).toMatchObject({ error: { code: 'deactivation_not_stored', params: { problem } } })
      if (!failed.ok) {
        const { what, cause, todo } = explain(failed.error, en, { vendor: '', support: '' })
        expect([what, cause, todo]).toEqual([
          expect.stringContaining('freed the place of this license'),
          expect.stringContaining(way.desk.dataDir),
          expect.stringContaining('refresh, which takes out what is left'),
        ])
      }
      expect([await way.seats(), await isNoted(way.desk)]).toEqual([0, true])
      isAsked = false
      const [settled] = (await refresh(way.desk)).returns
      expect(settled).toMatchObject({ problem: null, begun: 'deactivated' })
      expect(await listed(way.desk)).toMatchObject({ licenses: [], problems: [], returns: [] })
    },
  )

  test('is told of by the refresh that cannot take it out either', async () => {
    const way = await activatedWay(cleanup)
    way.between.bend = cut
    await deactivate(way.desk, way)
    const isMeant = (place: string) => place.includes('/staging/returned.json')
    const { returns } = await whileRefused('openSync', 'ENOSPC', isMeant, () => refresh(way.desk))
    expect(returns).toMatchObject([
      { problem: 'deactivation_not_stored', params: { problem: 'disk_full' }, begun: 'deactivated' },
    ])
    expect(await isNoted(way.desk)).toBe(true)
  })

  test('is told as deactivated though the store cannot be read any more', async () => {
    const way = await activatedWay(cleanup)
    let isAsked = false
    way.between.bend = (_, { method }) => {
      isAsked ||= method === 'DELETE'
      return undefined
    }
    const isMeant = (place: string) => isAsked && path.basename(place) === 'machine-id'
    const done = await whileRefused('openSync', 'EMFILE', isMeant, () => deactivate(way.desk, way))
    expect(done).toMatchObject({ value: { seat: 'freed', list: { licenses: [] } } })
  })
})

test('a deactivation that was begun, on a machine that is offline only by then, is settled by the return code', async () => {
  const way = await activatedWay(cleanup)
  way.between.bend = cut
  await deactivate(way.desk, way)
  const offline = await way.withWay(way.between.url, { offlineOnly: true })
  const done = must(await deactivate(offline, way))
  expect(done).toMatchObject({
    seat: 'declared',
    returnCode: expect.stringMatching(/^RETURN-/) as string,
    settles: true,
    list: { licenses: [], problems: [], returns: [] },
  })
})

test('one that left its license without a place waits, on a machine that is offline only by then, until the server may be told', async () => {
  const way = await activatedWay(cleanup)
  const { desk, license } = way
  way.between.bend = cut
  await deactivate(desk, way)
  // As it is where it was killed before the license went.
  must(
    await desk.store.write((writer, { mark }) =>
      writer.putGivenBack({ licenseId: license.id, issued: mark, givenBack: way.clock.at }),
    ),
  )
  const offline = await way.withWay(way.between.url, { offlineOnly: true })
  const { seat, list } = must(await deactivate(offline, way))
  expect([seat, list.problems, list.returns.map(({ id }) => id)]).toEqual([
    'to_be_returned',
    [],
    [license.id],
  ])
  way.between.bend = straight
  expect((await refresh(desk)).returns).toMatchObject([{ problem: null }])
  expect((await listed(desk)).returns).toEqual([])
})

test('the note of a license whose folder was renamed has the license’s own id', async () => {
  const way = await activatedWay(cleanup)
  const folder = path.join(way.desk.dataDir, 'licenses')
  renameSync(path.join(folder, way.license.id), path.join(folder, 'a.b'))
  way.between.bend = cut
  await way.desk.router.call('licenses.deactivate', { id: 'a.b', whenServerIsAway: 'fail' })
  expect(must(way.desk.store.read()).returns).toMatchObject([{ licenseId: way.license.id, begun: true }])
  way.between.bend = straight
  await refresh(way.desk)
  expect(await listed(way.desk)).toMatchObject({ licenses: [], problems: [] })
})
