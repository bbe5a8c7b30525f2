// A license that was lost stays told as missing, whatever happens to the others (issue 12).
import { cpSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { backupOf, restoreTo } from '#tests/support/backups.ts'
import { install, type Installation } from '#tests/support/installation.ts'
import { must } from '#tests/support/must.ts'
import { Cleanup } from '#tests/support/temporary.ts'
import { openVendorSide, type VendorSide } from '#tests/support/vendor-side.ts'

const cleanup = new Cleanup()
let vendor: VendorSide
let desk: Installation
let licenses: readonly { readonly id: string; readonly key: string }[]
beforeEach(async () => {
  vendor = await openVendorSide(cleanup)
  desk = install(cleanup, await vendor.profile())
  licenses = await Promise.all(
    ['inventory', 'storage', 'network'].map(async (product) => {
      const { key } = await vendor.sell({ products: [product] })
      return { key, id: await activate(key) }
    }),
  )
})
afterEach(() => cleanup.run())

const activate = async (code: string) =>
  must(await desk.router.call('licenses.activateOnline', { code })).license.id
const at = (...names: string[]) => path.join(desk.dataDir, ...names)
const lose = (...ids: readonly string[]) => {
  for (const id of ids) rmSync(at('licenses', id), { recursive: true })
}
const isMissing = ({ reason }: { readonly reason: string }) => reason === 'license_missing'
const missing = async () => {
  const [listed, examined] = [
    must(await desk.router.call('licenses.list', {})).problems.filter(isMissing),
    must(await desk.router.call('machine.examine', {})).problems.filter(isMissing),
  ]
  expect(examined).toEqual(listed)
  return listed.map(({ where }) => where.replace('licenses/', '')).toSorted()
}
const idsOf = (some: typeof licenses) => some.map(({ id }) => id).toSorted()

describe('of licenses that were all lost', () => {
  beforeEach(() => lose(...licenses.map(({ id }) => id)))

  test('those that are not activated again stay told as missing, each by its code', async () => {
    const [first, ...others] = licenses
    expect(await missing()).toEqual(idsOf(licenses))
    await activate(first?.key ?? '')
    expect(await missing()).toEqual(idsOf(others))
    must(await desk.router.call('usage.set', { product: 'inventory', usage: 1 }))
    must(await desk.router.call('licenses.refresh', {}))
    expect(await missing()).toEqual(idsOf(others))
    const { problems } = must(await desk.router.call('licenses.list', {}))
    const { key } = others[0] ?? { key: '' }
    expect(problems).toContainEqual(
      expect.objectContaining({
        license: expect.objectContaining({
          codeMasked: expect.stringContaining(key.slice(-4)) as string,
        }) as object,
      }),
    )
    for (const one of others) await activate(one.key)
    expect(await missing()).toEqual([])
  })

  test('doctor has a note of it, and ends well', async () => {
    await activate(licenses[0]?.key ?? '')
    const { lines } = must(await desk.router.call('machine.examine', {}))
    expect(lines.find(({ step }) => step === 'store')).toMatchObject({
      state: 'warning',
      note: 'license_missing',
    })
  })

  test('one that is given up is missed no more, and the last one leaves an empty installation', async () => {
    const [first, second, third] = licenses.map(({ id }) => id)
    await activate(licenses[0]?.key ?? '')
    const answer = must(await desk.router.call('licenses.deactivate', { id: second ?? '' }))
    expect(answer).toMatchObject({ seat: 'missing', mode: 'online', returnCode: null })
    expect(await missing()).toEqual([third])
    // The log says that the server was told nothing.
    const { entries } = must(await desk.router.call('activity.list', { limit: 1 }))
    expect(entries[0]).toMatchObject({ action: 'deactivate', params: { givenUp: true } })
    must(await desk.router.call('licenses.deactivate', { id: first ?? '' }))
    expect(await missing()).toEqual([third])
    expect(await desk.router.call('licenses.check', { product: 'network' })).toMatchObject({
      error: { code: 'store_unreachable' },
    })
    must(await desk.router.call('licenses.deactivate', { id: third ?? '' }))
    expect(must(await desk.router.call('licenses.list', {})).problems).toEqual([])
    expect(must(await desk.router.call('licenses.check', { product: 'network' })).mayRun).toBe(false)
  })
})

test('one that was given up comes back with no backup, whose key its seat would be beside another’s (issue 12)', async () => {
  const content = await backupOf(desk)
  const [{ id, key } = { id: '', key: '' }] = licenses
  lose(id)
  must(await desk.router.call('licenses.deactivate', { id }))
  await restoreTo(desk, content)
  expect(must(await desk.router.call('licenses.list', {})).licenses.map((one) => one.id)).not.toContain(id)
  await activate(key)
  expect(must(await desk.router.call('licenses.list', {})).licenses.map((one) => one.id)).toContain(id)
})

test('one that was lost alone is told, left out of a backup by name, and back with an older one', async () => {
  const content = await backupOf(desk)
  const [{ id } = { id: '' }] = licenses
  lose(id)
  expect(await missing()).toEqual([id])
  const { leftOut } = must(await desk.router.call('backup.create', {}))
  expect(leftOut).toMatchObject([{ where: `licenses/${id}`, reason: 'license_missing' }])
  // Nothing lies there to be set aside, and a person has work to do.
  expect(must(await desk.router.call('store.repair', {}))).toMatchObject({
    setAside: [],
    left: [{ where: `licenses/${id}`, reason: 'license_missing' }],
  })
  await restoreTo(desk, content)
  expect(await missing()).toEqual([])
})

test('one that was deactivated is not missed, nor one whose folder was renamed or is damaged', async () => {
  const [first, second, third] = licenses.map(({ id }) => id)
  must(await desk.router.call('licenses.deactivate', { id: first ?? '' }))
  renameSync(at('licenses', second ?? ''), at('licenses', 'renamed'))
  writeFileSync(at('licenses', third ?? '', 'machine.lic'), 'x')
  expect(await missing()).toEqual([])
})

describe('licensed', () => {
  const file = () => at('licensed')

  test('of an earlier version, which names none, names those that are here after the next change', async () => {
    writeFileSync(file(), 'Licenses are kept here.\n')
    expect(await missing()).toEqual([])
    must(await desk.router.call('usage.set', { product: 'inventory', usage: 1 }))
    const [{ id } = { id: '' }] = licenses
    lose(id)
    expect(await missing()).toEqual([id])
  })

  test.each(['', 'x', '{"id":\n[]\n{"id":1}\n\0'])('that holds %j stops nobody', async (text) => {
    writeFileSync(file(), text)
    expect(await missing()).toEqual([])
    must(await desk.router.call('usage.set', { product: 'inventory', usage: 1 }))
    expect(readFileSync(file(), 'utf8')).toContain(licenses[0]?.id)
  })

  test.each([
    ['a folder', () => mkdirSync(file())],
    ['a link to nowhere', () => symlinkSync('nowhere', file())],
    ['garbage', () => writeFileSync(file(), 'garbage\n')],
    ['nothing in it', () => writeFileSync(file(), '')],
    ['half', () => writeFileSync(file(), 'Licenses are kept here.\n{"id":"')],
  ])(
    'with %s in its place is named, since a license may be gone and not missed (issue 12.2)',
    async (_, put) => {
      rmSync(file())
      put()
      const [{ id } = { id: '' }, ...others] = licenses
      lose(id)
      const problems = async () => must(await desk.router.call('licenses.list', {})).problems
      expect(await problems()).toContainEqual(expect.objectContaining({ where: 'licensed' }))
      const { setAside, left } = must(await desk.router.call('store.repair', {}))
      // The log knows that it was activated here, and never deactivated.
      expect([setAside.map(({ where }) => where), left.map(({ where }) => where)]).toEqual([
        ['licensed'],
        [`licenses/${id}`],
      ])
      const told = (await problems()).map(({ where }) => where)
      expect(told.toSorted()).toEqual([`licenses/${id}`, expect.stringMatching(/^quarantine\/licensed\./)])
      lose(others[0]?.id ?? '')
      expect(await missing()).toEqual([id, others[0]?.id].toSorted())
    },
  )

  test('that is damaged is kept by the next writer, so that what it may have named is not forgotten', async () => {
    writeFileSync(file(), 'garbage\n')
    must(await desk.router.call('usage.set', { product: 'inventory', usage: 1 }))
    expect(readFileSync(file(), 'utf8')).toContain(licenses[0]?.id)
    const told = must(await desk.router.call('licenses.list', {})).problems.map(({ where }) => where)
    expect(told).toEqual([expect.stringMatching(/^quarantine\/licensed\.unreadable\./)])
  })

  test.each([
    ['repair', () => desk.router.call('store.repair', {})],
    ['the next writer', () => desk.router.call('usage.set', { product: 'network', usage: 1 })],
  ])(
    'that is damaged names after %s what its lines or the log still know, each by its code',
    async (_, mend) => {
      const [lost, deactivated, unlogged] = licenses
      await activate((await vendor.sell({ products: ['network'] })).key)
      must(await desk.router.call('licenses.deactivate', { id: deactivated?.id ?? '' }))
      const lines = readFileSync(file(), 'utf8').split('\n')
      const ownLine = lines.find((line) => line.includes(unlogged?.id ?? '-')) ?? ''
      const log = readFileSync(at('activity.jsonl'), 'utf8').split('\n')
      writeFileSync(
        at('activity.jsonl'),
        log.filter((line) => !line.includes(unlogged?.id ?? '-')).join('\n'),
      )
      writeFileSync(file(), `Licenses are kept here.\n${ownLine}\n{"id":"`)
      lose(lost?.id ?? '', unlogged?.id ?? '')
      expect(await mend()).toMatchObject({ ok: true })
      expect(await missing()).toEqual([lost?.id, unlogged?.id].toSorted())
      const told = must(await desk.router.call('licenses.list', {})).problems.filter(isMissing)
      expect(told.map(({ license }) => license?.codeMasked.slice(-4)).toSorted()).toEqual(
        [lost?.key.slice(-4), unlogged?.key.slice(-4)].toSorted(),
      )
    },
  )

  test('that is gone with a license leaves it missed: the log knows it (issue 12)', async () => {
    const [{ id } = { id: '' }] = licenses
    lose(id)
    rmSync(file())
    expect(await missing()).toEqual([id])
    must(await desk.router.call('usage.set', { product: 'storage', usage: 1 }))
    expect(readFileSync(file(), 'utf8')).toContain(id)
    expect(await missing()).toEqual([id])
  })

  test('names no license that an earlier version deactivated', async () => {
    const before = cleanup.folder()
    cpSync(file(), path.join(before, 'licensed'))
    const [{ id } = { id: '' }] = licenses
    must(await desk.router.call('licenses.deactivate', { id }))
    cpSync(path.join(before, 'licensed'), file())
    expect(await missing()).toEqual([])
  })
})

test('a license that was deactivated after its folder was renamed is not missed', async () => {
  const [first, ...others] = licenses
  for (const { id } of others) must(await desk.router.call('licenses.deactivate', { id }))
  renameSync(at('licenses', first?.id ?? ''), at('licenses', 'renamed'))
  must(await desk.router.call('licenses.deactivate', { id: 'renamed' }))
  expect(must(await desk.router.call('licenses.list', {})).problems).toEqual([])
})

test('where their folder itself is away, each may come back with it, and none is given up', async () => {
  rmSync(at('licenses'), { recursive: true })
  expect(await missing()).toEqual([])
  expect(await desk.router.call('licenses.deactivate', { id: licenses[0]?.id ?? '' })).toMatchObject({
    error: { code: 'store_unreachable' },
  })
})
