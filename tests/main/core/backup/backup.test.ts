// A backup and its way back: whole or not at all, for this machine alone, and nothing that was given back returns (issue 12.4).
import { cpSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { randomBytes } from 'node:crypto'
import path from 'node:path'
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { failure } from '#shared/contract/errors.ts'
import { messages as en } from '#shared/messages/en/messages.ts'
import { explain } from '#shared/messages/messages.ts'
import { DAY } from '#shared/instant.ts'
import {
  activateByKey,
  activateOnline,
  backupOf,
  emptied,
  restoreTo,
  signedAnew,
} from '#tests/support/backups.ts'
import { requireBuild } from '#tests/support/cli.ts'
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

const activate = (at: Installation, product: string) => activateOnline(vendor, at, product)
const activateOffline = (at: Installation, license = vendor.sell({ products: ['storage'] })) =>
  activateByKey(vendor, at, license)
const backup = (at = desk) => backupOf(at)
const restore = (content: string, at = desk) => restoreTo(at, content)
const ids = async (at = desk) =>
  must(await at.router.call('licenses.list', {}))
    .licenses.map(({ id }) => id)
    .toSorted()
const mayRun = async (product: string) => must(await desk.router.call('licenses.check', { product })).mayRun

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
  emptied(desk)
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
    emptied(desk)
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
    emptied(desk)
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
    emptied(desk)
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

test('a time that nothing in the backup is signed with is not believed', async () => {
  await activate(desk, 'inventory')
  const { mark } = must(desk.store.read())
  const document = JSON.parse(await backup()) as { sha256: string; content: { latestSigned: number } }
  document.content.latestSigned = Date.UTC(2100, 0)
  emptied(desk)
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
    emptied(desk)
    expect(await desk.router.call('backup.restore', { content })).toMatchObject({
      error: { code: 'backup_other_machine', params: { backupUniqueKey: machine } },
    })
  })

  test('is this machine’s once its own id is back', async () => {
    const { content, ids: stored } = await made()
    emptied(desk)
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
  emptied(desk)
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
