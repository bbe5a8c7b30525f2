// Files beside the licenses that are damaged are named, kept, and cost nothing that can still be read (issue 12.2).
import { mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { ReturnedKey } from '#main/core/ports/license-store.ts'
import { NOT_OVER } from '#shared/license/days-over-limit.ts'
import { install } from '#tests/support/installation.ts'
import { must } from '#tests/support/must.ts'
import { openStore, type OpenStore } from '#tests/support/store-samples.ts'
import { Cleanup } from '#tests/support/temporary.ts'
import { openVendorSide } from '#tests/support/vendor-side.ts'

const cleanup = new Cleanup()
afterEach(() => cleanup.run())
let open: OpenStore
beforeEach(() => (open = openStore(cleanup)))

const at = (...names: string[]) => path.join(open.dataDir, ...names)
const key = (licenseId: string): ReturnedKey => ({ licenseId, issued: 1, returned: 2, returnCode: 'RETURN' })
const pending = { licenseId: 'gone', owner: 'Contoso', code: 'CODE', fingerprint: 'FP', since: 1 }
/** As a power cut leaves it. */
const cut = (file: string) => {
  const text = readFileSync(file, 'utf8')
  writeFileSync(file, text.slice(0, text.length - 20))
}
const setAside = () => readdirSync(at('quarantine'))

describe('returned.json', () => {
  beforeEach(async () => {
    await open.write((writer) => {
      for (const id of ['first', 'second', 'third']) writer.putReturned(key(id))
    })
    cut(at('returned.json'))
  })

  test('keeps each key that can be read, and says that it is not whole', () => {
    expect(open.contents()).toMatchObject({
      returned: [key('first'), key('second')],
      returnedIncomplete: true,
      problems: [{ where: 'returned.json', reason: 'unreadable' }],
    })
  })

  test('is set aside by the next writer of it, who still knows that it was not whole', async () => {
    const damaged = readFileSync(at('returned.json'), 'utf8')
    await open.write((writer) => {
      writer.putReturned(key('fourth'))
      writer.putReturned(key('fifth'))
    })
    expect(setAside()).toEqual([expect.stringMatching(/^returned_json\.unreadable\./)])
    expect(readFileSync(at('quarantine', setAside()[0] ?? ''), 'utf8')).toBe(damaged)
    const { returned, returnedIncomplete } = open.contents()
    expect(returned.map(({ licenseId }) => licenseId)).toEqual(['first', 'second', 'fourth', 'fifth'])
    expect(returnedIncomplete).toBe(true)
  })

  test.each(['before a writer', 'after one'])('is whole again after a repair (%s)', async (when) => {
    if (when === 'after one') await open.write((writer) => writer.putReturned(key('fourth')))
    expect(must(await open.store.repair()).setAside).toEqual([
      { where: 'returned.json', reason: 'unreadable' },
    ])
    expect(open.contents()).toMatchObject({ returnedIncomplete: false })
    expect(must(await open.store.repair())).toEqual({ setAside: [], left: [] })
  })
})

test('with a damaged returned.json a returned key is not taken again until somebody repairs it', async () => {
  const vendor = await openVendorSide(cleanup)
  const desk = install(cleanup, await vendor.profile())
  const license = await vendor.sell()
  const offlineKey = await vendor.answer(license, await desk.uniqueKey())
  const activate = () => desk.router.call('licenses.activateOffline', { code: license.key, offlineKey })
  const { license: there } = must(await activate())
  must(await desk.router.call('licenses.deactivate', { id: there.id }))
  writeFileSync(path.join(desk.dataDir, 'returned.json'), '\0'.repeat(200))
  expect(await activate()).toMatchObject({ error: { code: 'returned_damaged' } })
  // The log knows of it still (issue 12).
  must(await desk.router.call('store.repair', {}))
  expect(await activate()).toMatchObject({ error: { code: 'key_returned' } })
  rmSync(path.join(desk.dataDir, 'activity.jsonl'))
  writeFileSync(path.join(desk.dataDir, 'returned.json'), '')
  must(await desk.router.call('store.repair', {}))
  expect(await activate()).toMatchObject({ ok: true })
  // A renewal of what is here was not returned: that would have taken it away.
  writeFileSync(path.join(desk.dataDir, 'returned.json'), '')
  expect(await activate()).toMatchObject({ ok: true })
})

test('with a returned.json that is gone a returned key is not taken again until somebody repairs it (issue 12.2)', async () => {
  const vendor = await openVendorSide(cleanup)
  const desk = install(cleanup, await vendor.profile())
  const license = await vendor.sell()
  const offlineKey = await vendor.answer(license, await desk.uniqueKey())
  const activate = () => desk.router.call('licenses.activateOffline', { code: license.key, offlineKey })
  const { license: there } = must(await activate())
  must(await desk.router.call('licenses.deactivate', { id: there.id }))
  expect(await activate()).toMatchObject({ error: { code: 'key_returned' } })
  rmSync(path.join(desk.dataDir, 'returned.json'))
  expect(await activate()).toMatchObject({ error: { code: 'returned_damaged' } })
  const gone = { where: 'returned.json', reason: 'gone' }
  expect(must(await desk.router.call('licenses.list', {})).problems).toEqual([gone])
  // A note of something else does not make it whole.
  must(await desk.router.call('licenses.activateOnline', { code: (await vendor.sell()).key }))
  for (const { id } of must(await desk.router.call('licenses.list', {})).licenses)
    must(await desk.router.call('licenses.deactivate', { id }))
  expect(await activate()).toMatchObject({ error: { code: 'returned_damaged' } })
  rmSync(path.join(desk.dataDir, 'returned.json'))
  expect(must(await desk.router.call('store.repair', {}))).toEqual({ setAside: [gone], left: [] })
  expect(must(await desk.router.call('licenses.list', {})).problems).toEqual([])
  // The log knows of it, so that the new list begins with it (issue 12).
  expect(await activate()).toMatchObject({ error: { code: 'key_returned' } })
})

test.each([
  ['gone', (file: string) => rmSync(file)],
  ['empty', (file: string) => writeFileSync(file, '')],
])(
  'a repair begins a returned.json that is %s with the seats that are still to be given back (issue 12)',
  async (_, spoil) => {
    const vendor = await openVendorSide(cleanup)
    const desk = install(cleanup, await vendor.profile())
    const { license } = must(
      await desk.router.call('licenses.activateOnline', { code: (await vendor.sell()).key }),
    )
    const backup = must(await desk.router.call('backup.create', {}))
    await vendor.stop()
    must(await desk.router.call('licenses.deactivate', { id: license.id, whenServerIsAway: 'mark' }))
    spoil(path.join(desk.dataDir, 'returned.json'))
    must(await desk.router.call('store.repair', {}))
    const listed: unknown = JSON.parse(readFileSync(path.join(desk.dataDir, 'returned.json'), 'utf8'))
    expect(listed).toMatchObject({ givenBack: [{ licenseId: license.id }] })
    rmSync(path.join(desk.dataDir, 'returns'), { recursive: true })
    expect(must(await desk.router.call('backup.restore', { content: backup.content })).restored).toEqual([])
  },
)

describe('a seat that is to be given back', () => {
  beforeEach(async () => {
    await open.write((writer) => writer.putReturn(pending))
    cut(at('returns', 'gone.json'))
  })

  test('and whose note is damaged is named', () => {
    expect(open.contents()).toMatchObject({
      returns: [],
      problems: [{ where: 'returns/gone.json', reason: 'unreadable' }],
    })
  })

  test('is noted anew by a repair that knows the machine, and waits for one that does', async () => {
    const where = 'returns/gone.json'
    const { left } = must(await open.store.repair())
    expect(left).toMatchObject([{ where, reason: 'unreadable' }])
    expect(must(await open.store.repair([], 'KEY'))).toMatchObject({
      setAside: [{ where, reason: 'renewed' }],
      left: [],
    })
    expect(setAside()).toEqual([expect.stringMatching(/^returns_gone_json\.renewed\./)])
    expect(open.contents().returns).toMatchObject([
      { ...pending, fingerprint: 'KEY', since: expect.any(Number) as number },
    ])
  })

  test('is kept aside where it is noted again', async () => {
    await open.write((writer) => writer.putReturn(pending))
    expect(open.contents().returns).toMatchObject([pending])
    expect(setAside()).toHaveLength(1)
  })
})

describe('usage over time', () => {
  beforeEach(async () => {
    for (const at of [1, 2, 3])
      await open.write((writer) => writer.addUsagePoint('storage', { at, usage: at, limit: null }))
    cut(at('usage-history', 'storage.json'))
  })
  const times = () => must(open.store.usageHistory('storage')).map((point) => point.at)

  test('keeps the points that can be read, and is kept aside before the next one', async () => {
    expect(times()).toEqual([1, 2])
    await open.write((writer) => writer.addUsagePoint('storage', { at: 4, usage: 4, limit: null }))
    expect(times()).toEqual([1, 2, 4])
    expect(setAside()).toEqual([expect.stringMatching(/^usage-history_storage_json\.unreadable\./)])
  })

  const report = (usage: number) =>
    open.write((writer) => {
      writer.putUsage({ product: 'storage', usage, reportedAt: 4, daysOverLimit: NOT_OVER })
      writer.addUsagePoint('storage', { at: 4, usage, limit: null })
    })
  const reported = () => open.contents().usage.map(({ usage }) => usage)

  test.each([
    ['a folder in its place', 'usage-history/storage.json', (place: string) => mkdirSync(place)],
    ['a file where all of them are', 'usage-history', (place: string) => writeFileSync(place, '')],
  ])('stops no report: %s is said, and set aside', async (_, where, put) => {
    rmSync(at('usage-history'), { recursive: true })
    await report(3)
    rmSync(at(where), { recursive: true })
    put(at(where))
    expect(open.contents().problems).toContainEqual({ where, reason: 'not_a_file' })
    await report(4)
    expect([reported(), times()]).toEqual([[4], [4]])
    expect(setAside()).toContainEqual(expect.stringMatching(/^usage-history.*\.not_a_file\./))
    expect(open.contents().problems.filter((problem) => problem.where === where)).toEqual([])
  })

  test('stays as it is where it is all that says that usage was lost', async () => {
    await report(4)
    rmSync(at('usage.json'))
    rmSync(at('usage-history'), { recursive: true })
    writeFileSync(at('usage-history'), '')
    await report(5)
    expect([reported(), open.store.hasReported('other')]).toEqual([[5], true])
    expect(must(await open.store.repair())).toEqual({
      setAside: [],
      left: [{ where: 'usage-history', reason: 'tells_of_loss' }],
    })
    // As doctor has it; whoever has reported each product anew removes it, and all is well.
    const named = () => open.contents().problems.filter(({ where }) => !where.startsWith('quarantine/'))
    expect(named()).toEqual([{ where: 'usage-history', reason: 'tells_of_loss' }])
    rmSync(at('usage-history'))
    expect([named(), reported()]).toEqual([[], [5]])
  })

  test('of one product that is no file is set aside by a repair, and that the product has reported is not forgotten', async () => {
    await report(4)
    writeFileSync(at('usage.json'), '{"usage":[],"incomplete":true}')
    rmSync(at('usage-history', 'storage.json'))
    symlinkSync('/nowhere/at/all', at('usage-history', 'storage.json'))
    expect(open.store.isRecordLost('storage')).toBe(true)
    expect(must(await open.store.repair()).setAside).toEqual([
      { where: 'usage-history/storage.json', reason: 'not_a_file' },
    ])
    expect([open.store.isRecordLost('storage'), times()]).toEqual([true, []])
    expect(must(await open.store.repair())).toEqual({ setAside: [], left: [] })
  })

  test('is mended by a repair', async () => {
    expect(must(await open.store.repair()).setAside).toContainEqual({
      where: 'usage-history/storage.json',
      reason: 'unreadable',
    })
    expect(times()).toEqual([1, 2])
  })
})

test('a mark that no signed time can have is damage: it is named, and holds nobody up', async () => {
  await open.write((writer) => writer.raiseMark(5))
  writeFileSync(at('clock.json'), '{"latestSigned":8000000000000000}')
  expect(open.contents()).toMatchObject({
    mark: 0,
    problems: [{ where: 'clock.json', reason: 'unreadable' }],
  })
})

test('a damaged clock.json is named, and kept aside before it is written again', async () => {
  await open.write((writer) => writer.raiseMark(5))
  writeFileSync(at('clock.json'), '{"latestSigned":')
  expect(open.contents().problems).toEqual([{ where: 'clock.json', reason: 'unreadable' }])
  await open.write((writer) => writer.raiseMark(7))
  expect(open.contents().mark).toBe(7)
  expect(setAside()).toEqual([expect.stringMatching(/^clock_json\.unreadable\./)])
})
