// Deactivating: the seat is freed and nothing of the license stays.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { maskLicenseCode } from '#shared/formats/license-code.ts'
import { describeEntry } from '#shared/messages/describe-entry.ts'
import { messages as en } from '#shared/messages/en/messages.ts'
import { explain } from '#shared/messages/messages.ts'
import { openBentWay, signedFault, straight } from '#tests/support/bent-way.ts'
import { filesIn } from '#tests/support/store-samples.ts'
import { whileDamaged } from '#tests/support/damage.ts'
import { install } from '#tests/support/installation.ts'
import { must } from '#tests/support/must.ts'
import { noAnswer } from '#tests/support/server-faults.ts'
import { Cleanup } from '#tests/support/temporary.ts'
import { deactivate, listed, openActivated, refresh } from '#tests/support/deactivations.ts'

const cleanup = new Cleanup()
afterEach(() => cleanup.run())

const MINUTE = 60_000

describe('deactivating an online license', () => {
  test('frees the seat and removes every file of it', async () => {
    const { desk, license, seats, stored } = await openActivated(cleanup)
    const done = must(await deactivate(desk, license.id))
    expect(done).toMatchObject({ id: license.id, seat: 'freed', returnCode: null, list: { licenses: [] } })
    expect(await seats()).toBe(0)
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
    const { desk, license } = await openActivated(cleanup)
    const { owner } = must(await deactivate(desk, license.id))
    const { entries } = must(await desk.router.call('activity.list', { limit: 1 }))
    const codeMasked = maskLicenseCode(license.key)
    expect(entries[0]).toMatchObject({ subject: license.id, params: { owner, codeMasked } })
    const facts = { messages: en, speaker: { vendor: '', support: '' }, server: '', ownerOf: () => undefined }
    expect(entries[0] && describeEntry(entries[0], facts).of).toBe(`${owner} (${codeMasked})`)
    expect(JSON.stringify(entries)).not.toContain(license.key)
  })

  test('leaves the owner in the lines of its activations too, the second told as such (issue 13)', async () => {
    const { desk, license, activate } = await openActivated(cleanup)
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
    const { desk, license, vendor, seats, activate } = await openActivated(cleanup)
    const other = await vendor.sell({ owner: 'Fabrikam' })
    must(await desk.router.call('licenses.activateOnline', { code: other.key }))
    const { list } = must(await deactivate(desk, license.id))
    expect(list.licenses).toMatchObject([{ id: other.id, status: 'active' }])
    expect(must(await activate()).renewed).toBe(false)
    expect(await seats()).toBe(1)
  })

  test('whose seat the vendor released already is no failure', async () => {
    const { desk, license, vendor } = await openActivated(cleanup)
    await vendor.release(license, await desk.uniqueKey())
    expect(must(await deactivate(desk, license.id)).seat).toBe('gone')
  })

  test('of a copied data folder does not touch the seat of the machine that it came from', async () => {
    const { desk, license, vendor, between, seats } = await openActivated(cleanup)
    const machine = await desk.uniqueKey()
    const copy = install(cleanup, await vendor.profile(between.url), { dataDir: desk.dataDir })
    expect(must(await deactivate(copy, license.id))).toMatchObject({ seat: 'other_machine', machine })
    expect(await seats()).toBe(1)
  })

  test('of another machine with a Local License Key says whose it is, and that nothing was released (issue 12.22)', async () => {
    const { desk, vendor, between } = await openActivated(cleanup)
    const machine = await desk.uniqueKey()
    const sold = await vendor.sell()
    // As it comes in the representative's mail.
    const offlineKey = `For the Unique Key ${machine}\n\n${await vendor.answer(sold, machine)}`
    must(await desk.router.call('licenses.activateOffline', { code: sold.key, offlineKey }))
    const copy = install(cleanup, await vendor.profile(between.url), { dataDir: desk.dataDir })
    const done = must(await deactivate(copy, sold.id))
    expect(done).toMatchObject({ seat: 'other_machine', returnCode: null })
    expect([machine, null]).toContain(done.machine)
  })

  // The answer to a DELETE has no body that could be changed or be without end, and no type that could be JSON.
  const lost = Object.entries(noAnswer).filter(([, { code }]) => !/^response_|malformed$/.test(code))
  test.each(lost)(
    'for %s does not know its outcome, changes nothing, and goes through the next time',
    async (_, { code, bend }) => {
      const { between, vendor, desk, license, seats, stored } = await openActivated(cleanup)
      const before = stored()
      between.bend = bend(vendor)
      expect(await deactivate(desk, license.id)).toMatchObject({
        error: { code: 'deactivation_unknown', params: { problem: code } },
      })
      const note = { [`returns/${license.id}.json`]: expect.stringContaining('"begun": true') as string }
      expect({ ...stored(), revision: '' }).toEqual({ ...before, ...note, revision: '' })
      between.bend = straight
      expect(must(await deactivate(desk, license.id)).seat).toBe('gone') // the answer alone was lost
      expect([await seats(), (await listed(desk)).problems]).toEqual([0, []])
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
      expect(await seats()).toBe(isBefore ? 1 : 0)
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
      expect(await seats()).toBe(isBefore ? 1 : 0)
      const { entries } = must(await desk.router.call('activity.list', { limit: 2, action: 'deactivate' }))
      expect(entries[0]).toMatchObject({ subject: license.id, result: isBefore ? 'cancelled' : 'ok' })
    },
  )

  test('that was begun and not ended stays so while the server is away, and a backup of it is restored as it was (issue 12)', async () => {
    const { desk, license, seats, vendor, between } = await openActivated(cleanup)
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
    const anew = install(cleanup, await vendor.profile(between.url), {
      machineId: copied['machine-id']?.trim() ?? null,
    })
    const { restored, left, list } = must(await anew.router.call('backup.restore', { content }))
    expect([restored.map(({ id }) => id), left]).toEqual([[license.id], []])
    expect(list.problems).toMatchObject([{ reason: 'deactivation_begun' }])
    expect((await refresh(anew)).returns).toMatchObject([{ id: license.id, begun: 'kept' }])
    expect([(await listed(anew)).licenses.length, await seats()]).toEqual([1, 1])
  })

  test('believes no answer that is not signed', async () => {
    const { between, desk, license } = await openActivated(cleanup)
    between.bend = (answer) => {
      delete answer.headers['keygen-signature']
      return undefined
    }
    expect(await deactivate(desk, license.id)).toMatchObject({ ok: false })
    expect((await listed(desk)).licenses).toHaveLength(1)
  })

  test('fails with the server’s words where it refuses', async () => {
    const { between, vendor, desk, license } = await openActivated(cleanup)
    between.bend = signedFault(vendor, (answer) => {
      answer.status = 422
      answer.body = JSON.stringify({ errors: [{ code: 'MACHINE_PROTECTED', detail: 'is protected' }] })
    })
    expect(await deactivate(desk, license.id)).toMatchObject({
      error: { code: 'license_refused', params: { serverCode: 'MACHINE_PROTECTED', detail: 'is protected' } },
    })
  })
})

test('deactivating a license that is here and cannot be read says that it is here, why it cannot be read, and what helps (issue 12)', async () => {
  const { desk, license, seats } = await openActivated(cleanup)
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
  expect(await seats()).toBe(1)
})
