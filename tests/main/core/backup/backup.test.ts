// A backup and its way back: whole or not at all, for this machine alone, and nothing that was given back returns (issue 12.4).
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { createHash, randomBytes } from 'node:crypto'
import path from 'node:path'
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { failure } from '#shared/contract/errors.ts'
import { messages as en } from '#shared/messages/en/messages.ts'
import { explain } from '#shared/messages/messages.ts'
import { DAY } from '#shared/instant.ts'
import { requireBuild, resultOf, runDesk } from '#tests/support/cli.ts'
import { install, writeMachineId, type Installation } from '#tests/support/installation.ts'
import { must } from '#tests/support/must.ts'
import { Cleanup } from '#tests/support/temporary.ts'
import { openVendorSide, type VendorSide } from '#tests/support/vendor-side.ts'

const cleanup = new Cleanup()
let vendor: VendorSide
let desk: Installation
beforeAll(requireBuild)
beforeEach(async () => {
  vendor = await openVendorSide(cleanup)
  desk = install(cleanup, vendor.profile())
})
afterEach(() => cleanup.run())

const activate = async (at: Installation, product: string) =>
  must(await at.router.call('licenses.activateOnline', { code: vendor.sell({ products: [product] }).key }))
    .license.id
async function activateOffline(at: Installation, license = vendor.sell({ products: ['storage'] })) {
  const offlineKey = vendor.answer(license, await at.uniqueKey())
  const answer = await at.router.call('licenses.activateOffline', { code: license.key, offlineKey })
  return { license, offlineKey, answer }
}
const backup = async (at = desk) => must(await at.router.call('backup.create', {})).content
const restore = async (content: string, at = desk) =>
  must(await at.router.call('backup.restore', { content }))
const ids = async (at = desk) =>
  must(await at.router.call('licenses.list', {}))
    .licenses.map(({ id }) => id)
    .toSorted()
const mayRun = async (product: string) => must(await desk.router.call('licenses.check', { product })).mayRun
/** The same machine, with nothing stored. */
function emptied(): void {
  for (const name of readdirSync(desk.dataDir))
    if (name !== 'machine-id') rmSync(path.join(desk.dataDir, name), { recursive: true })
}

/** As anybody can make one by hand: the digest is none of the vendor’s signatures. */
function signedAnew(document: { sha256: string; readonly content: unknown }): string {
  const content = JSON.stringify(document.content)
  return JSON.stringify({ ...document, sha256: createHash('sha256').update(content).digest('hex') })
}

test('brings everything back to an emptied data folder', async () => {
  const online = await activate(desk, 'inventory')
  const { license } = await activateOffline(desk)
  must(await desk.router.call('usage.set', { product: 'inventory', usage: 3 }))
  must(await desk.router.call('settings.set', { proxy: { mode: 'none' } }))
  await desk.store.write((writer) => {
    writer.putReturn({ licenseId: 'gone', owner: 'Contoso', code: 'C', fingerprint: 'F', since: 1 })
    writer.putReturned({ licenseId: 'back', issued: 1, returned: 2, returnCode: 'R' })
  })
  const before = must(desk.store.read())
  const content = await backup()
  emptied()
  expect(await mayRun('inventory')).toBe(false)
  const done = await restore(content)
  expect(done.left).toEqual([])
  expect(await ids()).toEqual([online, license.id].toSorted())
  const after = must(desk.store.read())
  const lasting = ({ returns, returned, usage, mark, licenses }: typeof after) => ({
    returns,
    returned,
    usage,
    mark,
    licenses,
  })
  expect(lasting(after)).toEqual(lasting(before))
  expect(await mayRun('inventory')).toBe(true)
  expect(must(await desk.router.call('settings.get', {})).proxy.mode).toBe('none')
  expect(must(desk.store.usageHistory('inventory'))).toHaveLength(1)
})

describe('what is here and newer stays', () => {
  test('a key that was issued later is not replaced', async () => {
    await activate(desk, 'inventory')
    const content = await backup()
    const { licenses } = must(await desk.router.call('licenses.refresh', {})).list
    const done = await restore(content)
    expect(done).toMatchObject({ restored: [], left: [{ reason: 'older_key' }] })
    expect(done.list.licenses).toEqual(licenses)
  })

  test('the very same key is no older one', async () => {
    await activate(desk, 'inventory')
    const done = await restore(await backup())
    expect(done).toMatchObject({ restored: [], left: [{ reason: 'key_already_here' }] })
  })

  test('the latest signed time is not lowered', async () => {
    await activate(desk, 'inventory')
    const content = await backup()
    const later = Date.now() + 10 * DAY
    must(await desk.store.write((writer) => writer.raiseMark(later)))
    await restore(content)
    expect(must(desk.store.read()).mark).toBe(later)
  })

  test('a key that was returned since is not taken again, and stays in returned.json', async () => {
    const { license } = await activateOffline(desk)
    const content = await backup()
    must(await desk.router.call('licenses.deactivate', { id: license.id }))
    const before = must(desk.store.read()).returned
    expect(await restore(content)).toMatchObject({ restored: [], left: [{ reason: 'key_returned' }] })
    expect(must(desk.store.read()).returned).toEqual(before)
  })

  test('a key that the backup knows as returned is refused from then on', async () => {
    const { license, offlineKey } = await activateOffline(desk)
    must(await desk.router.call('licenses.deactivate', { id: license.id }))
    const content = await backup()
    emptied()
    await restore(content)
    const again = await desk.router.call('licenses.activateOffline', { code: license.key, offlineKey })
    expect(again).toMatchObject({ error: { code: 'key_returned' } })
  })

  test('a key that was returned does not hold by its folder either, put back by hand (issue 15)', async () => {
    const { license } = await activateOffline(desk)
    const product = must(await desk.router.call('licenses.list', {})).licenses[0]?.products[0]?.code ?? ''
    expect(await mayRun(product)).toBe(true)
    const kept = path.join(cleanup.folder(), 'kept')
    const folder = path.join(desk.dataDir, 'licenses', license.id)
    cpSync(folder, kept, { recursive: true })
    must(await desk.router.call('licenses.deactivate', { id: license.id }))
    cpSync(kept, folder, { recursive: true })
    expect(await mayRun(product)).toBe(false)
    expect(must(await desk.router.call('licenses.list', {})).licenses).toMatchObject([
      { mayRun: false, problem: 'key_returned' },
    ])
  })

  test('a license whose seat is to be given back does not return, and the note stays', async () => {
    const id = await activate(desk, 'inventory')
    const content = await backup()
    await vendor.stop()
    must(await desk.router.call('licenses.deactivate', { id, whenServerIsAway: 'mark' }))
    expect(await restore(content)).toMatchObject({ restored: [], left: [{ id, reason: 'key_returned' }] })
    expect(must(desk.store.read()).returns).toMatchObject([{ licenseId: id }])
  })

  test('usage that was reported later, and settings that somebody chose', async () => {
    await activate(desk, 'inventory')
    must(await desk.router.call('usage.set', { product: 'inventory', usage: 3 }))
    const content = await backup()
    must(await desk.router.call('usage.set', { product: 'inventory', usage: 5 }))
    must(await desk.router.call('settings.set', { offlineOnly: true }))
    await restore(content)
    expect(must(desk.store.read()).usage).toMatchObject([{ usage: 5 }])
    expect(must(await desk.router.call('settings.get', {})).offlineOnly).toBe(true)
  })
})

describe('settings (issue 12)', () => {
  const file = () => path.join(desk.dataDir, 'settings.json')
  const set = async (change: object) => must(await desk.router.call('settings.set', change))
  const settings = async () => must(await desk.router.call('settings.get', {}))
  const LOSSES: readonly (readonly [string, () => unknown])[] = [
    ['gone', () => rmSync(file())],
    ['empty', () => writeFileSync(file(), '')],
    ['damaged', () => writeFileSync(file(), '{"proxy":')],
    [
      'a link to nowhere',
      () => {
        rmSync(file())
        symlinkSync('nowhere', file())
      },
    ],
  ]

  test.each(LOSSES)('that are lost come back, and nothing is sent: %s', async (how, lose) => {
    await activate(desk, 'inventory')
    await set({ proxy: { mode: 'none' }, checkIntervalHours: 5 })
    const content = await backup()
    await lose()
    expect((await restore(content)).settings).toEqual({ restored: true, reason: 'offline_only_kept' })
    expect(await settings()).toMatchObject({
      proxy: { mode: 'none' },
      checkIntervalHours: 5,
      offlineOnly: true,
    })
    if (how === 'damaged')
      expect(readdirSync(path.join(desk.dataDir, 'quarantine'))).toEqual([
        expect.stringContaining('settings_json'),
      ])
  })

  test('that said “offline only” come back as they were, and again is nothing to do', async () => {
    await activate(desk, 'inventory')
    await set({ offlineOnly: true, checkIntervalHours: 5 })
    const content = await backup()
    writeFileSync(file(), 'x')
    expect((await restore(content)).settings).toEqual({ restored: true, reason: null })
    expect(await settings()).toMatchObject({ checkIntervalHours: 5, offlineOnly: true })
    expect((await restore(content)).settings).toEqual({ restored: false, reason: 'already_here' })
  })

  test('that somebody chose stay, and are named', async () => {
    await activate(desk, 'inventory')
    await set({ checkIntervalHours: 5 })
    const content = await backup()
    await set({ checkIntervalHours: 6 })
    expect((await restore(content)).settings).toEqual({ restored: false, reason: 'chosen_here' })
    expect((await settings()).checkIntervalHours).toBe(6)
  })

  test('that cannot be replaced, or that a newer version wrote, keep no license from coming back', async () => {
    const id = await activate(desk, 'inventory')
    await set({ checkIntervalHours: 5 })
    const content = await backup()
    const newer = JSON.stringify({ ...(JSON.parse(readFileSync(file(), 'utf8')) as object), more: 1 })
    emptied()
    mkdirSync(file())
    expect(await restore(content)).toMatchObject({
      restored: [{ id }],
      settings: { restored: false, reason: 'store_not_usable' },
    })
    emptied()
    writeFileSync(file(), newer)
    expect(await restore(content)).toMatchObject({
      restored: [{ id }],
      settings: { restored: false, reason: 'settings_newer' },
    })
    expect(readFileSync(file(), 'utf8')).toBe(newer)
  })

  test.each(LOSSES)('that are lost are no reason to have no backup: %s', async (_, lose) => {
    const id = await activate(desk, 'inventory')
    await set({ checkIntervalHours: 5 })
    await lose()
    const made = must(await desk.router.call('backup.create', {}))
    expect(made).toMatchObject({ licenses: 1, leftOut: [{ where: 'settings.json' }] })
    emptied()
    expect(await restore(made.content)).toMatchObject({
      restored: [{ id }],
      settings: { restored: false, reason: 'not_in_backup' },
    })
  })
})

describe('a seat that was given back online is not taken again by a backup', () => {
  const oneSeat = async () => {
    const license = vendor.sell({ products: ['inventory'], machines: 1 })
    must(await desk.router.call('licenses.activateOnline', { code: license.key }))
    return license
  }
  const deactivate = async (id: string) =>
    must(await desk.router.call('licenses.deactivate', { id, whenServerIsAway: 'mark' }))
  const refused = { restored: [], left: [{ reason: 'key_returned' }] }

  test('also when another machine has it, and from a second backup on', async () => {
    const { id, key } = await oneSeat()
    const content = await backup()
    await activate(desk, 'storage')
    await deactivate(id)
    const other = install(cleanup, vendor.profile())
    must(await other.router.call('licenses.activateOnline', { code: key }))
    const later = await backup()
    expect(await restore(content)).toMatchObject(refused)
    expect(await mayRun('inventory')).toBe(false)
    emptied()
    await restore(later)
    expect(await restore(content)).toMatchObject(refused)
    expect(await mayRun('inventory')).toBe(false)
  })

  test('also when it was to be given back later, and a check has done that', async () => {
    const { id } = await oneSeat()
    const content = await backup()
    await vendor.stop()
    expect(await deactivate(id)).toMatchObject({ seat: 'to_be_returned' })
    must(await desk.store.write((writer) => writer.removeReturn(id)))
    expect(await restore(content)).toMatchObject(refused)
  })

  test('nor by its folder, put back by hand, or renamed before it was given back', async () => {
    const { id, key } = await oneSeat()
    const kept = path.join(cleanup.folder(), 'kept')
    const folder = path.join(desk.dataDir, 'licenses', id)
    cpSync(folder, kept, { recursive: true })
    renameSync(folder, path.join(desk.dataDir, 'licenses', 'renamed'))
    const [renamed] = await ids()
    await deactivate(renamed ?? '')
    cpSync(kept, folder, { recursive: true })
    expect(await mayRun('inventory')).toBe(false)
    must(await desk.router.call('licenses.activateOnline', { code: key }))
    expect(await mayRun('inventory')).toBe(true)
  })

  test('activated anew it is here, and a backup of that brings it back', async () => {
    const { id, key } = await oneSeat()
    const former = await backup()
    await deactivate(id)
    must(await desk.router.call('licenses.activateOnline', { code: key }))
    expect(await mayRun('inventory')).toBe(true)
    expect(must(desk.store.read()).givenBack).toEqual([])
    const content = await backup()
    expect(await restore(former)).toMatchObject({ left: [{ reason: 'older_key' }] })
    emptied()
    expect(await restore(content)).toMatchObject({ restored: [{ id }], left: [] })
    expect(await mayRun('inventory')).toBe(true)
  })

  test('where the list of what was given back is damaged, nothing comes back that is not here', async () => {
    const { id } = await oneSeat()
    const content = await backup()
    await deactivate(id)
    writeFileSync(path.join(desk.dataDir, 'returned.json'), 'x')
    expect(await restore(content)).toMatchObject({ restored: [], left: [{ reason: 'returned_damaged' }] })
  })
})

describe('usage that was lost lifts no refusal', () => {
  const product = 'virtualization'
  const file = () => path.join(desk.dataDir, 'usage.json')
  const history = () => path.join(desk.dataDir, 'usage-history', `${product}.json`)
  const report = async (usage: number) => must(await desk.router.call('usage.set', { product, usage }))
  const gate = () => desk.router.call('licenses.check', { product })
  const sell = async () => {
    const { key } = vendor.sell({ products: [`${product}:16`], overLimit: 'refuse' })
    must(await desk.router.call('licenses.activateOnline', { code: key }))
  }
  const LOSSES: readonly (readonly [string, () => unknown])[] = [
    ['damaged', () => writeFileSync(file(), 'x')],
    ['gone', () => rmSync(file())],
    [
      'damaged and repaired',
      async () => {
        writeFileSync(file(), 'x')
        must(await desk.router.call('store.repair', {}))
      },
    ],
  ]

  test.each(LOSSES)('restore takes the newer report out of the history: usage.json %s', async (_, lose) => {
    await sell()
    await report(3)
    const content = await backup()
    await report(20)
    expect(must(await gate())).toMatchObject({ mayRun: false, usage: 20 })
    await lose()
    expect(await gate()).toMatchObject({ error: { code: 'usage_damaged' } })
    await restore(content)
    expect(must(await gate())).toMatchObject({ mayRun: false, usage: 20 })
  })

  test('what is newer counts over its limit as well', async () => {
    await sell()
    await report(3)
    const content = await backup()
    await report(20)
    const [before] = must(desk.store.read()).usage
    rmSync(file())
    await restore(content)
    expect(must(desk.store.read()).usage).toEqual([before])
  })

  test.each([
    ['damaged', () => Promise.resolve()],
    ['damaged and repaired', async () => must(await desk.router.call('store.repair', {}))],
  ])('where the history is %s too it still cannot be told, also the second time', async (_, then) => {
    await sell()
    await report(3)
    const content = await backup()
    await report(20)
    writeFileSync(file(), 'x')
    writeFileSync(history(), 'x')
    await then()
    for (const round of [1, 2]) {
      const { left } = await restore(content)
      expect(left).toContainEqual({ product, reason: 'usage_damaged' })
      expect(await gate(), String(round)).toMatchObject({ error: { code: 'usage_damaged' } })
    }
    await report(4)
    expect(must(await gate())).toMatchObject({ mayRun: true, usage: 4 })
  })

  test.each(LOSSES.filter(([how]) => how !== 'gone'))(
    'a backup carries the loss along and says so: usage.json %s',
    async (_, lose) => {
      await sell()
      await report(20)
      await lose()
      const made = must(await desk.router.call('backup.create', {}))
      expect(made.leftOut).toEqual([{ where: 'usage.json', reason: 'unreadable' }])
      emptied()
      await restore(made.content)
      expect(await gate()).toMatchObject({ error: { code: 'usage_damaged' } })
      expect(must(desk.store.usageHistory(product))).toMatchObject([{ usage: 20 }])
    },
  )

  test('a backup whose history is lost as well carries that along', async () => {
    await sell()
    await report(20)
    writeFileSync(file(), 'x')
    writeFileSync(history(), 'x')
    const content = await backup()
    emptied()
    await restore(content)
    expect(await gate()).toMatchObject({ error: { code: 'usage_damaged' } })
  })

  test('a backup of an earlier version, which did not note it, is read as before', async () => {
    await sell()
    await report(3)
    const document = JSON.parse(await backup()) as { sha256: string; content: { histories: object[] } }
    document.content.histories = document.content.histories.map((one) => ({ ...one, incomplete: undefined }))
    emptied()
    await restore(signedAnew(document))
    expect(must(await gate())).toMatchObject({ mayRun: true, usage: 3 })
  })
})

test('a time that nothing in the backup is signed with is not believed', async () => {
  await activate(desk, 'inventory')
  const { mark } = must(desk.store.read())
  const document = JSON.parse(await backup()) as { sha256: string; content: { latestSigned: number } }
  document.content.latestSigned = Date.UTC(2100, 0)
  emptied()
  await restore(signedAnew(document))
  expect(must(desk.store.read()).mark).toBe(mark)
  expect(await mayRun('inventory')).toBe(true)
})

test('another machine’s backup is refused, with both Unique Keys', async () => {
  await activate(desk, 'inventory')
  const content = await backup()
  const other = install(cleanup, vendor.profile())
  expect(await other.router.call('backup.restore', { content })).toMatchObject({
    error: {
      code: 'backup_other_machine',
      params: { backupUniqueKey: await desk.uniqueKey(), uniqueKey: await other.uniqueKey(), idFile: true },
    },
  })
  const told = (idFile: boolean) =>
    explain(failure('backup_other_machine', { backupUniqueKey: 'a', uniqueKey: 'b', idFile }), en, {
      vendor: 'V',
      support: 'S',
    }).todo
  expect([told(true).includes('machine-id set'), told(false).includes('machine-id set')]).toEqual([
    true,
    false,
  ])
  expect(existsSync(path.join(other.dataDir, 'licenses'))).toBe(false)
})

describe('a backup that was made while another machine id was in force', () => {
  const withId = (id: string) => writeMachineId(desk.dataDir, id)
  const own = randomBytes(16).toString('hex')
  const other = randomBytes(16).toString('hex')
  const made = async () => {
    withId(own)
    const { license } = await activateOffline(desk)
    const online = await activate(desk, 'inventory')
    const machine = await desk.uniqueKey()
    withId(other)
    const answer = must(await desk.router.call('backup.create', {}))
    return { ...answer, machine, ids: [license.id, online].toSorted() }
  }

  test('says which licenses are not of this machine', async () => {
    const { elsewhere, ids: stored } = await made()
    expect(elsewhere.map(({ id }) => id).toSorted()).toEqual(stored)
  })

  test('is refused with that id, as the backup of another machine, whose Unique Key is named', async () => {
    const { content, machine } = await made()
    emptied()
    expect(await desk.router.call('backup.restore', { content })).toMatchObject({
      error: { code: 'backup_other_machine', params: { backupUniqueKey: machine } },
    })
  })

  test('is this machine’s once its own id is back', async () => {
    const { content, ids: stored } = await made()
    emptied()
    withId(own)
    expect(await restore(content)).toMatchObject({ left: [] })
    expect(await ids()).toEqual(stored)
  })
})

/** Another one, whatever letter the code begins with. */
const changedLetter = (text: string) =>
  text.replace(/("code": ")(.)/, (_, before: string, letter: string) => before + (letter === 'Q' ? 'R' : 'Q'))

test.each([
  ['cut off', (text: string) => text.slice(0, -100)],
  ['with one letter changed', changedLetter],
  [
    'of a newer version',
    (text: string) => text.replace('"activationDeskBackup": 1', '"activationDeskBackup": 2'),
  ],
  ['empty', () => ''],
])('a backup that is %s changes nothing', async (_, spoil) => {
  await activate(desk, 'inventory')
  const content = spoil(await backup())
  emptied()
  expect(await desk.router.call('backup.restore', { content })).toMatchObject({
    error: { code: 'backup_not_readable' },
  })
  expect(await ids()).toEqual([])
})

test('what is there and cannot be read makes no backup without it', async () => {
  await activate(desk, 'inventory')
  rmSync(path.join(desk.dataDir, 'licenses'), { recursive: true })
  expect(await desk.router.call('backup.create', {})).toMatchObject({ error: { code: 'store_unreachable' } })
})

describe('the commands', () => {
  const command = async (...words: string[]) => {
    const profile = path.join(cleanup.folder(), 'vendor.json')
    writeFileSync(profile, JSON.stringify(vendor.profile()))
    return runDesk(['--json', '--vendor', profile, '--data-dir', desk.dataDir, ...words])
  }

  test('backup writes a file that nobody else may read, whatever was there; restore takes it', async () => {
    const id = await activate(desk, 'inventory')
    const file = path.join(cleanup.folder(), 'backup.json')
    writeFileSync(file, 'an older one', { mode: 0o644 })
    expect((await command('backup', file)).status).toBe(0)
    if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(readFileSync(file, 'utf8')).toContain(id)
    emptied()
    expect(resultOf(await command('restore', file))).toMatchObject({ value: { restored: [{ id }] } })
  })

  test('restore of a backup of which nothing comes back is no success', async () => {
    const { license } = await activateOffline(desk)
    const file = path.join(cleanup.folder(), 'backup.json')
    writeFileSync(file, await backup())
    expect((await command('restore', file)).status).toBe(0)
    must(await desk.router.call('licenses.deactivate', { id: license.id }))
    const run = await command('restore', file)
    expect(resultOf(run)).toMatchObject({ value: { restored: [], left: [{ reason: 'key_returned' }] } })
    expect(run.status).toBe(1)
  })

  test('restore says which settings and which usage it left, and that “offline only” is on (issue 12)', async () => {
    await activate(desk, 'inventory')
    must(await desk.router.call('usage.set', { product: 'inventory', usage: 3 }))
    must(await desk.router.call('settings.set', { checkIntervalHours: 5 }))
    const file = path.join(cleanup.folder(), 'backup.json')
    writeFileSync(file, await backup())
    for (const name of ['usage.json', 'usage-history/inventory.json', 'settings.json'])
      writeFileSync(path.join(desk.dataDir, name), 'x')
    const run = await command('restore', file)
    expect(run.stderr).toContain('not restored: the usage of inventory: what was reported last was lost here')
    expect(run.stderr).toContain('may have said “offline only”, so that is on')
    must(await desk.router.call('settings.set', { checkIntervalHours: 6 }))
    expect((await command('restore', file)).stderr).toContain(
      'not restored: the settings: Others were chosen',
    )
  })

  test('backup says of a license that it is another machine’s', async () => {
    await activate(desk, 'inventory')
    writeMachineId(desk.dataDir, randomBytes(16).toString('hex'))
    const run = await command('backup', path.join(cleanup.folder(), 'backup.json'))
    expect(run.stderr).toContain('is another machine’s, and is restored there alone')
  })

  test('after the last deactivation what was given back and reported is kept, and refuses the old license elsewhere too (issue 12.4)', async () => {
    const id = await activate(desk, 'inventory')
    must(await desk.router.call('usage.set', { product: 'inventory', usage: 3 }))
    const former = await backup()
    must(await desk.router.call('licenses.deactivate', { id }))
    const file = path.join(cleanup.folder(), 'backup.json')
    const run = await command('backup', file)
    expect([run.status, resultOf(run)]).toEqual([0, expect.objectContaining({ ok: true })])
    emptied()
    expect((await command('restore', file)).status).toBe(0)
    expect(must(desk.store.read())).toMatchObject({ givenBack: [{ licenseId: id }], usage: [{ usage: 3 }] })
    expect(must(desk.store.usageHistory('inventory'))).toMatchObject([{ usage: 3 }])
    expect(await restore(former)).toMatchObject({ restored: [], left: [{ reason: 'key_returned' }] })
  })

  test('backup of an empty data folder is refused, and the backup that is there stays', async () => {
    const file = path.join(cleanup.folder(), 'backup.json')
    writeFileSync(file, 'the last good one')
    const run = await command('backup', file)
    expect(resultOf(run)).toMatchObject({ error: { code: 'backup_empty' } })
    expect(run.status).toBe(4)
    expect(readFileSync(file, 'utf8')).toBe('the last good one')
  })
})

test('a store that is copied here piece by piece while usage is reported loses no license to “quarantine”', async () => {
  await activate(desk, 'inventory')
  const coming = await activate(desk, 'storage')
  const source = path.join(cleanup.folder(), 'copy')
  cpSync(desk.dataDir, source, { recursive: true })
  rmSync(path.join(desk.dataDir, 'licenses', coming), { recursive: true })
  const report = async () => must(await desk.router.call('usage.set', { product: 'inventory', usage: 1 }))
  for (const name of ['answers', 'activation.json', 'code', 'machine.lic']) {
    mkdirSync(path.join(desk.dataDir, 'licenses', coming), { recursive: true })
    cpSync(path.join(source, 'licenses', coming, name), path.join(desk.dataDir, 'licenses', coming, name), {
      recursive: true,
    })
    await report()
    must(await desk.router.call('store.repair', {}))
  }
  expect(must(desk.store.read()).problems).toEqual([])
  expect(await mayRun('storage')).toBe(true)
})
