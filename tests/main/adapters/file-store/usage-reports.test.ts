// A product reports what is in use by writing a file: the same rules as for `usage set` (issue 15).
import { spawnSync } from 'node:child_process'
import { chmodSync, chownSync, mkdirSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Failure } from '#shared/contract/errors.ts'
import { messages as en } from '#shared/messages/en/messages.ts'
import { explain } from '#shared/messages/messages.ts'
import { DAY } from '#shared/instant.ts'
import { install, type Installation } from '#tests/support/installation.ts'
import { must } from '#tests/support/must.ts'
import { paperVendor } from '#tests/support/paper-vendor.ts'
import { runsWhere } from '#tests/support/runs-where.ts'
import { Cleanup } from '#tests/support/temporary.ts'

const NOW = Date.parse('2027-03-01T12:00:00Z')
const PRODUCT = 'storage'
const vendor = paperVendor()
const cleanup = new Cleanup()
let clock: number
let desk: Installation
beforeEach(() => {
  clock = NOW
  desk = install(cleanup, vendor.profile, { clock: () => clock })
})
afterEach(() => cleanup.run())

const folder = () => path.join(desk.dataDir, 'usage')
const file = (product = PRODUCT) => path.join(folder(), `${product}.json`)
const report = (text: string, product = PRODUCT) => {
  mkdirSync(folder(), { recursive: true, mode: 0o770 })
  writeFileSync(file(product), text, { mode: 0o660 })
}
const activate = async (overLimit: unknown = 'refuse') => {
  const products = [{ code: PRODUCT, name: 'Storage', type: 'Terabyte', limit: 10 }]
  const terms = { id: 'l-1', code: 'l-1', fingerprint: await desk.uniqueKey(), issued: NOW }
  const offlineKey = vendor.localKey({ ...terms, metadata: { products, overLimit } })
  must(await desk.router.call('licenses.activateOffline', { code: 'l-1', offlineKey }))
}
const gate = () => desk.router.call('licenses.check', { product: PRODUCT })
const causeOf = (error: Failure) =>
  explain(error, en, { vendor: 'V', support: 'support@vendor.example' }).cause
const refresh = async () => must(await desk.router.call('licenses.refresh', {}))

describe('a product that writes its usage into a file', () => {
  test('is judged by it at once, without anybody writing to the store', async () => {
    await activate()
    report('{"usage": 9}')
    expect(await gate()).toMatchObject({ ok: true, value: { mayRun: true, usage: 9 } })
    report('{"usage": 11}')
    expect(await gate()).toMatchObject({
      ok: true,
      value: { mayRun: false, reason: 'over_limit', usage: 11 },
    })
  })

  test('goes by the file, and not by what was reported with the command before it', async () => {
    await activate()
    must(await desk.router.call('usage.set', { product: PRODUCT, usage: 11 }))
    report('{"usage": 9}')
    expect(await gate()).toMatchObject({ value: { mayRun: true, usage: 9 } })
    const set = await desk.router.call('usage.set', { product: PRODUCT, usage: 3 })
    expect(set).toMatchObject({ error: { code: 'usage_in_file', params: { path: `usage/${PRODUCT}.json` } } })
  })

  test('is remembered by a refresh, in its history too, so that no limit is lifted by deleting the file', async () => {
    await activate()
    report('{"usage": 11}')
    await refresh()
    rmSync(file())
    expect(await gate()).toMatchObject({ value: { mayRun: false, usage: 11 } })
    const { points } = must(await desk.router.call('usage.history', { product: PRODUCT }))
    expect(points).toMatchObject([{ usage: 11, limit: 10 }])
  })

  test('has its days over a limit counted by refreshes, and today in the gate’s answer', async () => {
    await activate(2)
    report('{"usage": 11}')
    for (const day of [0, 1]) {
      clock = NOW + day * DAY
      await refresh()
      expect(await gate()).toMatchObject({ value: { mayRun: true, status: 'over_limit' } })
    }
    clock = NOW + 2 * DAY
    expect(await gate()).toMatchObject({ value: { mayRun: false, status: 'over_limit' } })
    report('{"usage": 10}')
    await refresh()
    report('{"usage": 11}')
    expect(await gate()).toMatchObject({ value: { mayRun: true, status: 'over_limit' } })
  })

  test('is that product alone', async () => {
    await activate()
    report('{"usage": 99}', 'other')
    report('no json', 'another')
    expect(await gate()).toMatchObject({ value: { mayRun: true, usage: null } })
  })
})

describe('a file that says nothing lifts no limit', () => {
  const untold = (code: string) => ({ ok: false, error: { code, params: { path: `usage/${PRODUCT}.json` } } })

  test.each([
    ['empty', ''],
    ['half', '{"usage": 1'],
    ['of another form', '[9]'],
    ['a negative number', '{"usage": -1}'],
    ['a broken number', '{"usage": 1.5}'],
    ['no number', '{"usage": "9"}'],
    ['larger than exact', '{"usage": 9007199254740993}'],
    ['huge', `{"usage": 9, "more": "${'x'.repeat(5000)}"}`],
  ])('%s: the gate cannot tell, and the list names it', async (_, text) => {
    await activate()
    must(await desk.router.call('usage.set', { product: PRODUCT, usage: 9 }))
    report(text)
    expect(await gate()).toMatchObject(untold('usage_damaged'))
    const { problems } = must(await desk.router.call('licenses.list', {}))
    expect(problems).toEqual([{ where: `usage/${PRODUCT}.json`, reason: 'unreadable' }])
  })

  test('a link, a folder, a pipe in its place: nobody follows it, or waits for it', async () => {
    await activate()
    const elsewhere = path.join(cleanup.folder(), 'usage.json')
    writeFileSync(elsewhere, '{"usage": 1}')
    mkdirSync(folder(), { mode: 0o770 })
    for (const make of [
      () => symlinkSync(elsewhere, file()),
      () => mkdirSync(file()),
      () => spawnSync('mkfifo', [file()]),
    ]) {
      rmSync(file(), { recursive: true, force: true })
      make()
      expect(await gate()).toMatchObject(untold('usage_not_readable'))
    }
  })

  test('a folder or a file that others may write is not believed', async () => {
    await activate()
    report('{"usage": 1}')
    chmodSync(file(), 0o666)
    expect(await gate()).toMatchObject({ error: { params: { reason: 'other_owner' } } })
    chmodSync(file(), 0o660)
    expect(await gate()).toMatchObject({ value: { mayRun: true, usage: 1 } })
    chmodSync(folder(), 0o777)
    expect(await gate()).toMatchObject({ error: { params: { reason: 'other_owner' } } })
  })

  test(
    'a file of a user of another group is not believed, one of the folder’s group is',
    runsWhere(process.getuid?.() === 0, 'only root gives files away'),
    async () => {
      await activate()
      report('{"usage": 1}')
      chownSync(file(), 4242, 4242)
      expect(await gate()).toMatchObject({ error: { params: { reason: 'other_owner' } } })
      chownSync(folder(), 0, 4343)
      chownSync(file(), 4242, 4343)
      expect(await gate()).toMatchObject({ value: { mayRun: true, usage: 1 } })
    },
  )

  test.each([
    ['a file', () => writeFileSync(folder(), '')],
    ['a link to nowhere', () => symlinkSync('/nowhere/at/all', folder())],
    ['a link to a folder', () => symlinkSync(cleanup.folder(), folder())],
    ['a pipe', () => spawnSync('mkfifo', [folder()])],
  ])('%s in the place of the folder: nobody knows what was reported there', async (_, put) => {
    await activate()
    must(await desk.router.call('usage.set', { product: PRODUCT, usage: 9 }))
    put()
    const unread = { path: 'usage', reason: 'not_a_file' }
    const answer = await gate()
    expect(answer).toMatchObject({ error: { code: 'usage_not_readable', params: unread } })
    if (!answer.ok) expect(causeOf(answer.error)).toContain('no folder')
    const { problems } = must(await desk.router.call('licenses.list', {}))
    expect(problems).toEqual([{ where: 'usage', reason: 'not_a_file' }])
  })

  test('more files than a machine has products hide none', async () => {
    await activate()
    must(await desk.router.call('usage.set', { product: PRODUCT, usage: 3 }))
    report('{"usage": 17}')
    for (let file = 0; file < 1000; file += 1) report('{"usage": 1}', `a${file}`)
    const answer = await gate()
    expect(answer).toMatchObject({ error: { code: 'usage_damaged', params: { path: 'usage' } } })
    if (!answer.ok) expect(causeOf(answer.error)).toContain('more than 1000')
  })

  test('a file whose time is no date is read all the same, and a refresh keeps it', async () => {
    await activate()
    report('{"usage": 17}')
    utimesSync(file(), 1, 99_999_999_999_999)
    await refresh()
    rmSync(file())
    expect(await gate()).toMatchObject({ value: { mayRun: false, usage: 17 } })
  })

  test(
    'a folder that one may list and not look into',
    runsWhere(process.getuid?.() === 0, 'only root becomes another user'),
    async () => {
      await activate()
      report('{"usage": 17}')
      for (const one of [desk.dataDir, folder()]) chmodSync(one, 0o774)
      chmodSync(desk.dataDir, 0o775)
      try {
        process.seteuid?.(12_345)
        expect(await gate()).toMatchObject({ ok: false })
      } finally {
        process.seteuid?.(0)
      }
    },
  )
})
