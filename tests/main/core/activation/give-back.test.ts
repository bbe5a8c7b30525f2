// No license runs whose place is free, unless a note says so by which a refresh ends it (issue 12).
import { existsSync, renameSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import path from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import type { VendorProfile } from '#shared/contract/vendor-profile.ts'
import { messages as en } from '#shared/messages/en/messages.ts'
import { explain } from '#shared/messages/messages.ts'
import { openBentWay, signedFault, straight, type BentWay } from '#tests/support/bent-way.ts'
import type { Bend } from '#tests/support/between.ts'
import { everyMomentOf } from '#tests/support/every-moment.ts'
import { install, type Installation } from '#tests/support/installation.ts'
import { must } from '#tests/support/must.ts'
import { whileRefused } from '#tests/support/refused-steps.ts'
import { filesIn } from '#tests/support/store-samples.ts'
import { Cleanup } from '#tests/support/temporary.ts'
import { unusedPort } from '#tests/support/unused-port.ts'

const cleanup = new Cleanup()
afterEach(() => cleanup.run())

const MINUTE = 60_000

async function activated() {
  const clock = { at: Date.now() }
  const way = await openBentWay(cleanup, { clock: () => clock.at })
  must(await way.activate())
  return { ...way, clock }
}
type Way = Awaited<ReturnType<typeof activated>>

const deactivate = (desk: Installation, { license }: Pick<BentWay, 'license'>, later = false) =>
  desk.router.call('licenses.deactivate', { id: license.id, whenServerIsAway: later ? 'mark' : 'fail' })
const refresh = async (desk: Installation) => must(await desk.router.call('licenses.refresh', {}))
const listed = async (desk: Installation) => must(await desk.router.call('licenses.list', {}))
const isNoted = async (desk: Installation) =>
  (await listed(desk)).problems.some(({ reason }) => reason === 'deactivation_begun')

/** The same machine, whose way to the server is another one. */
function withWay(
  { vendor, desk, clock }: Way,
  url: string,
  change: Partial<VendorProfile> = {},
): Installation {
  const profile = { ...vendor.profile(url), ...change }
  return install(cleanup, profile, {
    dataDir: desk.dataDir,
    machineId: null,
    clock: () => clock.at,
    serverTimeLimitSeconds: 0.5,
  })
}

const cut: Bend = (_, { method }, response) => {
  if (method !== 'DELETE') return undefined
  response.destroy()
  return 'taken'
}

describe('the note of a deactivation', () => {
  test('stays where its answer was lost, and the next refresh takes the license out', async () => {
    const way = await activated()
    way.between.bend = cut
    const lost = await deactivate(way.desk, way)
    expect(lost).toMatchObject({
      error: { code: 'deactivation_unknown', params: { problem: 'server_unreachable' } },
    })
    if (!lost.ok)
      expect(explain(lost.error, en, { vendor: '', support: '' }).what).toMatch(
        /freed the place .* is not known/,
      )
    expect([way.seats(), await isNoted(way.desk)]).toEqual([0, true])
    way.between.bend = straight
    expect((await refresh(way.desk)).returns).toMatchObject([{ begun: 'deactivated', problem: null }])
    expect((await listed(way.desk)).licenses).toEqual([])
  })

  /** Each time nothing of the request has reached the server. */
  const NOT_SENT: readonly [string, string, (way: Way) => Promise<Installation>][] = [
    [
      'where no program listens',
      'server_unreachable',
      async (way) => withWay(way, `http://127.0.0.1:${await unusedPort()}/v1`),
    ],
    [
      'where the name leads nowhere',
      'name_not_found',
      (way) => Promise.resolve(withWay(way, 'https://nowhere.invalid/v1')),
    ],
    [
      'where a connection is not made in time',
      'server_timeout',
      async (way) => withWay(way, `https://127.0.0.1:${await silentPort()}/v1`),
    ],
  ]
  test.each(NOT_SENT)('goes %s (%s)', async (_, code, open) => {
    const way = await activated()
    const desk = await open(way)
    const before = way.stored()
    expect(await deactivate(desk, way)).toMatchObject({ error: { code } })
    expect({ ...way.stored(), revision: '' }).toEqual({ ...before, revision: '' })
  })

  test('goes where the server signs that it did nothing', async () => {
    const way = await activated()
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
    const way = await activated()
    for (const status of [429, 500, 503]) {
      way.between.bend = (answer) => {
        Object.assign(answer, { status, headers: { 'retry-after': '60' }, body: '' })
        return undefined
      }
      expect(await deactivate(way.desk, way)).toMatchObject({ error: { code: 'deactivation_unknown' } })
    }
    expect([way.seats(), await isNoted(way.desk)]).toEqual([0, true])
  })

  test('stays where somebody on the way gave the signed answer without a body another status: no signature covers it', async () => {
    const way = await activated()
    way.between.bend = (answer, { method }) => {
      if (method !== 'DELETE') return undefined
      expect([answer.status, answer.body]).toEqual([204, ''])
      answer.status = 503
      answer.headers['retry-after'] = '1'
      return undefined
    }
    expect(await deactivate(way.desk, way)).toMatchObject({ error: { code: 'deactivation_unknown' } })
    expect([way.seats(), await isNoted(way.desk)]).toEqual([0, true])
  })

  test('of a first try stays when a second one reaches nobody', async () => {
    const way = await activated()
    way.between.bend = cut
    await deactivate(way.desk, way)
    const away = withWay(way, `http://127.0.0.1:${await unusedPort()}/v1`)
    expect(await deactivate(away, way)).toMatchObject({
      error: { code: 'deactivation_unknown', params: { problem: 'server_unreachable' } },
    })
    expect(await isNoted(way.desk)).toBe(true)
  })

  test('of a try whose answer is lost stays when another one, which reached nobody, ends meanwhile', async () => {
    const way = await activated()
    const away = withWay(way, `http://127.0.0.1:${await unusedPort()}/v1`)
    way.between.bend = (_, { method }, response) => {
      if (method !== 'DELETE') return undefined
      void deactivate(away, way).finally(() => response.destroy())
      return 'taken'
    }
    expect(await deactivate(way.desk, way)).toMatchObject({ error: { code: 'deactivation_unknown' } })
    expect([way.seats(), await isNoted(way.desk)]).toEqual([0, true])
  })

  test('is made anew by a try whose answer is lost, should somebody have removed it', async () => {
    const way = await activated()
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
    const way = await activated()
    way.between.bend = cut
    await deactivate(way.desk, way)
    const nowhere = way.vendor.profile(`http://127.0.0.1:${await unusedPort()}/v1`)
    const copy = install(cleanup, nowhere, { dataDir: way.desk.dataDir })
    expect(await deactivate(copy, way)).toMatchObject({ error: { code: 'server_unreachable' } })
    expect(existsSync(path.join(way.desk.dataDir, 'returns', `${way.license.id}.json`))).toBe(true)
  })

  test('goes with an activation that was given a place after it, and stays where it may still reach the server', async () => {
    const way = await activated()
    way.between.bend = cut
    await deactivate(way.desk, way)
    way.between.bend = straight
    must(await way.activate())
    expect(await isNoted(way.desk)).toBe(true)
    way.clock.at += MINUTE
    must(await way.activate())
    expect([await isNoted(way.desk), way.seats()]).toEqual([false, 1])
  })

  test('stays where an older Local License Key of the same license is entered', async () => {
    const way = await activated()
    const { vendor, license, desk } = way
    const offlineKey = vendor.answer(license, await desk.uniqueKey())
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

describe('a deactivation that is killed at any moment', () => {
  /** What a kill leaves at each, with the places that the vendor counts then. */
  async function momentsOf(way: Way, work: () => Promise<unknown>) {
    const seats: number[] = []
    let before = ''
    const isWanted = () => {
      const stand = JSON.stringify([standOf(way.desk.dataDir), way.seats()])
      if (stand === before) return false
      before = stand
      return seats.push(way.seats()) > 0
    }
    const copies = await everyMomentOf(cleanup, way.desk.dataDir, work, isWanted)
    return copies.map((copy, number) => ({ copy, seats: seats[number] ?? NaN }))
  }

  /** What a reader looks at. */
  const standOf = (dataDir: string) =>
    Object.entries(filesIn(dataDir)).filter(
      ([name]) => !/^(waiting|activity|lock|revision)|\.tmp$/.test(name),
    )

  async function judge(way: Way, { copy, seats }: { copy: string; seats: number }) {
    const profile = way.vendor.profile(way.between.url)
    const desk = install(cleanup, profile, { dataDir: copy, machineId: null, clock: () => way.clock.at })
    const { licenses, returns } = await listed(desk)
    const runs = licenses.some(({ mayRun }) => mayRun)
    const noted = (await isNoted(desk)) || returns.length > 0
    return { desk, runs, noted, isRight: runs ? seats === 1 || noted : seats === 0 || noted }
  }

  const ENDS: readonly [string, (way: Way) => Promise<unknown>][] = [
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
      async (way) => deactivate(withWay(way, `http://127.0.0.1:${await unusedPort()}/v1`), way, true),
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
    const way = await activated()
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
      expect([number, await judge(way, { copy: moment.copy, seats: way.seats() })]).toMatchObject([
        number,
        { isRight: true, noted: false },
      ])
    }
  })

  test('declares its key before the license goes, so that the return code is told once more', async () => {
    const way = await activated()
    const offline = withWay(way, way.between.url, { offlineOnly: true })
    let code: string | null = null
    const moments = await momentsOf(way, async () => {
      code = must(await deactivate(offline, way)).returnCode
    })
    for (const [number, { copy }] of moments.entries()) {
      const profile = { ...way.vendor.profile(), offlineOnly: true }
      const desk = install(cleanup, profile, { dataDir: copy, machineId: null, clock: () => way.clock.at })
      const again = await deactivate(desk, way)
      const known = again.ok ? again.value.returnCode : must(desk.store.read()).returned[0]?.returnCode
      expect([number, known]).toEqual([number, code])
    }
  })
})

describe('a license whose place is free, and that cannot be taken out,', () => {
  const TROUBLES = [
    ['for want of room', 'openSync', 'ENOSPC', /\/staging\/returned\.json/, 'disk_full'],
    ['for want of rights to the license', 'renameSync', 'EACCES', /\/licenses\/[^/]+$/, 'store_not_writable'],
    ['for want of rights to its note', 'unlinkSync', 'EACCES', /\/returns\/[^/]+$/, 'store_not_writable'],
  ] as const
  test.each(TROUBLES)(
    '%s, is said to have none, with what is left to do',
    async (_, step, code, at, problem) => {
      const way = await activated()
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
          expect.stringContaining('has the place of this license free'),
          expect.stringContaining(way.desk.dataDir),
          expect.stringContaining('refresh, which takes out what is left'),
        ])
      }
      expect([way.seats(), await isNoted(way.desk)]).toEqual([0, true])
      isAsked = false
      const [settled] = (await refresh(way.desk)).returns
      expect(settled).toMatchObject({ problem: null, begun: 'deactivated' })
      expect(await listed(way.desk)).toMatchObject({ licenses: [], problems: [], returns: [] })
    },
  )

  test('is told of by the refresh that cannot take it out either', async () => {
    const way = await activated()
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
    const way = await activated()
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
  const way = await activated()
  way.between.bend = cut
  await deactivate(way.desk, way)
  const offline = withWay(way, way.between.url, { offlineOnly: true })
  const done = must(await deactivate(offline, way))
  expect(done).toMatchObject({
    seat: 'declared',
    returnCode: expect.stringMatching(/^RETURN-/) as string,
    settles: true,
    list: { licenses: [], problems: [], returns: [] },
  })
})

test('one that left its license without a place waits, on a machine that is offline only by then, until the server may be told', async () => {
  const way = await activated()
  const { desk, license } = way
  way.between.bend = cut
  await deactivate(desk, way)
  // As it is where it was killed before the license went.
  must(
    await desk.store.write((writer, { mark }) =>
      writer.putGivenBack({ licenseId: license.id, issued: mark, givenBack: way.clock.at }),
    ),
  )
  const offline = withWay(way, way.between.url, { offlineOnly: true })
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
  const way = await activated()
  const folder = path.join(way.desk.dataDir, 'licenses')
  renameSync(path.join(folder, way.license.id), path.join(folder, 'a.b'))
  way.between.bend = cut
  await way.desk.router.call('licenses.deactivate', { id: 'a.b', whenServerIsAway: 'fail' })
  expect(must(way.desk.store.read()).returns).toMatchObject([{ licenseId: way.license.id, begun: true }])
  way.between.bend = straight
  await refresh(way.desk)
  expect(await listed(way.desk)).toMatchObject({ licenses: [], problems: [] })
})
