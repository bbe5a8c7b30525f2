import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import type { Output } from '#shared/contract/contract.ts'
import { maskLicenseCode } from '#shared/formats/license-code.ts'
import { describeEntry } from '#shared/messages/describe-entry.ts'
import { messages as en } from '#shared/messages/en/messages.ts'
import { explain } from '#shared/messages/messages.ts'
import { openBentWay, signedFault, straight } from '#tests/support/bent-way.ts'
import { filesIn } from '#tests/support/store-samples.ts'
import { whileDamaged } from '#tests/support/damage.ts'
import { install, type Installation } from '#tests/support/installation.ts'
import { must } from '#tests/support/must.ts'
import { noAnswer } from '#tests/support/server-faults.ts'
import { Cleanup } from '#tests/support/temporary.ts'
import { unusedPort } from '#tests/support/unused-port.ts'
import { Scene } from '#tests/contracts/every-status/scenario.ts'

const cleanup = new Cleanup()
afterEach(() => cleanup.run())

const MINUTE = 60_000

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
      'returned-once',
      'returned.json',
      'revision',
      'store.json',
    ])
    expect(must(await desk.router.call('licenses.check', { product: 'virtualization' }))).toMatchObject({
      mayRun: false,
      status: 'not_licensed',
    })
  })

  test('leaves a line in the log that says whose license it was, when nothing else does any more (issue 13.14)', async () => {
    const { desk, license } = await activated()
    const { owner } = must(await deactivate(desk, license.id))
    const { entries } = must(await desk.router.call('activity.list', { limit: 1 }))
    const codeMasked = maskLicenseCode(license.key)
    expect(entries[0]).toMatchObject({ subject: license.id, params: { owner, codeMasked } })
    const facts = { messages: en, speaker: { vendor: '', support: '' }, server: '', ownerOf: () => undefined }
    expect(entries[0] && describeEntry(entries[0], facts).of).toBe(`${owner} (${codeMasked})`)
    expect(JSON.stringify(entries)).not.toContain(license.key)
  })

  test('leaves the owner in the lines of its activations too, the second told as such (issue 13)', async () => {
    const { desk, license, activate } = await activated()
    must(await activate())
    const { owner } = must(await deactivate(desk, license.id))
    const { entries } = must(await desk.router.call('activity.list', { limit: 3 }))
    const facts = { messages: en, speaker: { vendor: '', support: '' }, server: '', ownerOf: () => undefined }
    const told = entries.slice(1).map((entry) => describeEntry(entry, facts))
    expect(told.map(({ what, of }) => [what, of])).toEqual([
      ['Activated again online', owner],
      ['Activated online', owner],
    ])
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
  test.each(lost)(
    'for %s does not know its outcome, changes nothing, and goes through the next time',
    async (_, { code, bend }) => {
      const { between, vendor, desk, license, seats, stored } = await activated()
      const before = stored()
      between.bend = bend(vendor)
      expect(await deactivate(desk, license.id)).toMatchObject({
        error: { code: 'deactivation_unknown', params: { problem: code } },
      })
      const note = { [`returns/${license.id}.json`]: expect.stringContaining('"begun": true') as string }
      expect({ ...stored(), revision: '' }).toEqual({ ...before, ...note, revision: '' })
      between.bend = straight
      expect(must(await deactivate(desk, license.id)).seat).toBe('gone') // the answer alone was lost
      expect([seats(), (await listed(desk)).problems]).toEqual([0, []])
    },
  )

  test.each(['before the server has it', 'after the server has it'])(
    'that is killed %s is never ended by itself: the next refresh asks how it came out (issue 12)',
    async (moment) => {
      const clock = { at: Date.now() }
      const way = await openBentWay(cleanup, { clock: () => clock.at })
      must(await way.activate())
      const { between, desk, license, seats, stored } = way
      const isBefore = moment.startsWith('before')
      let killed: Record<string, string> = {}
      between.bendQuestion = (body, asked) => {
        killed = stored()
        if (isBefore) delete asked.headers.authorization // so that it changes nothing
        return body
      }
      expect(await deactivate(desk, license.id)).toMatchObject({ ok: !isBefore })
      between.bendQuestion = (body) => body
      expect(seats()).toBe(isBefore ? 1 : 0)
      // What lay there while the question was on its way is what a kill leaves.
      rmSync(desk.dataDir, { recursive: true })
      for (const [name, content] of Object.entries(killed)) {
        mkdirSync(path.dirname(path.join(desk.dataDir, name)), { recursive: true })
        if (name !== 'lock.db') writeFileSync(path.join(desk.dataDir, name), content)
      }
      const { licenses, returns, problems } = await listed(desk)
      expect([licenses.map(({ id }) => id), returns]).toEqual([[license.id], []])
      const begun = {
        where: `returns/${license.id}.json`,
        reason: 'deactivation_begun',
        license: { id: license.id, owner: 'Contoso B.V.', codeMasked: `•••••-${license.key.slice(-5)}` },
      }
      expect(problems).toEqual([begun])
      expect(must(await desk.router.call('machine.examine', {})).problems).toEqual([begun])
      clock.at += MINUTE // nothing that it asked is on its way any more
      expect(await refresh(desk)).toMatchObject({
        returns: [{ id: license.id, problem: null, begun: isBefore ? 'kept' : 'deactivated' }],
        checked: isBefore ? [{ id: license.id, problem: null }] : [],
        list: { problems: [] },
      })
      expect((await listed(desk)).licenses.map(({ id }) => id)).toEqual(isBefore ? [license.id] : [])
      expect(seats()).toBe(isBefore ? 1 : 0)
      const { entries } = must(await desk.router.call('activity.list', { limit: 2, action: 'deactivate' }))
      expect(entries[0]).toMatchObject({ subject: license.id, result: isBefore ? 'cancelled' : 'ok' })
    },
  )

  test('that was begun and not ended stays so while the server is away, and a backup of it is restored as it was (issue 12)', async () => {
    const { desk, license, seats, vendor, between } = await activated()
    const fingerprint = await desk.uniqueKey()
    const pending = {
      licenseId: license.id,
      owner: 'Contoso',
      code: license.key,
      fingerprint,
      since: Date.now() - MINUTE,
    }
    must(await desk.store.write((writer) => writer.putReturn({ ...pending, begun: true })))
    between.bend = (_, __, response) => {
      response.destroy()
      return 'taken'
    }
    expect((await refresh(desk)).returns).toMatchObject([{ id: license.id, begun: 'unknown' }])
    between.bend = straight
    const { content } = must(await desk.router.call('backup.create', {}))
    const copied = filesIn(desk.dataDir)
    const anew = install(cleanup, vendor.profile(between.url), {
      machineId: copied['machine-id']?.trim() ?? null,
    })
    const { restored, left, list } = must(await anew.router.call('backup.restore', { content }))
    expect([restored.map(({ id }) => id), left]).toEqual([[license.id], []])
    expect(list.problems).toMatchObject([{ reason: 'deactivation_begun' }])
    expect((await refresh(anew)).returns).toMatchObject([{ id: license.id, begun: 'kept' }])
    expect([(await listed(anew)).licenses.length, seats()]).toEqual([1, 1])
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

  test('a server that does not permit it is not away: the license stays, and why is said (issue 12)', async () => {
    const way = await activated()
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
    expect([licenses.length, returns, problems, way.seats()]).toEqual([1, [], [], 1])
  })

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

  test('a mark beside its license is removed once the server says that it counts this machine', async () => {
    const { desk, license, seats } = await activated()
    const fingerprint = await desk.uniqueKey()
    const pending = { licenseId: license.id, owner: '', code: license.key, fingerprint, since: Date.now() }
    must(await desk.store.write((writer) => writer.putReturn(pending)))
    expect((await refresh(desk)).returns).toMatchObject([{ id: license.id, problem: null, begun: 'kept' }])
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

test('deactivating a license that is here and cannot be read says that it is here, why it cannot be read, and what helps (issue 12)', async () => {
  const { desk, license, seats } = await activated()
  const folder = path.join(desk.dataDir, 'licenses', license.id)
  rmSync(path.join(folder, 'code'))
  const incomplete = await deactivate(desk, license.id)
  expect(incomplete).toMatchObject({
    error: {
      code: 'license_not_readable',
      params: { id: license.id, path: `licenses/${license.id}`, reason: 'incomplete' },
    },
  })
  if (!incomplete.ok)
    expect(explain(incomplete.error, en, { vendor: '', support: '' }).todo).toMatch(/^Put its files back/)
  for (const [code, reason] of [
    ['EACCES', 'no_permission'],
    ['EIO', 'read_failed'],
  ] as const) {
    const file = path.join(folder, 'machine.lic')
    const refused = await whileDamaged({ kind: code, code }, { file, aside: '' }, () =>
      deactivate(desk, license.id),
    )
    expect(refused).toMatchObject({ error: { code: 'license_not_readable', params: { reason } } })
    if (!refused.ok)
      expect(explain(refused.error, en, { vendor: '', support: '' }).todo).toBe(en.store.reasons[reason].todo)
  }
  rmSync(path.join(desk.dataDir, 'licenses'), { recursive: true })
  expect(await deactivate(desk, license.id)).toMatchObject({
    error: { code: 'store_unreachable', params: { reason: 'gone' } },
  })
  expect(seats()).toBe(1)
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

test('a deactivation that is under way while another host starts and asks the server comes to its own end (issue 12)', async () => {
  const { between, vendor, desk, license, seats } = await activated()
  const other = install(cleanup, vendor.profile(between.url), { dataDir: desk.dataDir, machineId: null })
  between.bend = (answer, asked, response) => {
    if (asked.method !== 'DELETE') return undefined
    void refresh(other).then(() => response.writeHead(answer.status, answer.headers).end())
    return 'taken'
  }
  expect(must(await deactivate(desk, license.id))).toMatchObject({ seat: 'freed', list: { licenses: [] } })
  expect([seats(), (await listed(other)).problems]).toEqual([0, []])
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
