// A backup and its way back: whole or not at all, and what is here and newer stays (issue 12.4).
import { cpSync, mkdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { DAY } from '#shared/instant.ts'
import { backupScene, emptied, signedAnew } from '#tests/support/backups.ts'
import { must } from '#tests/support/must.ts'

const scene = backupScene()
const { cleanup, activate, activateOffline, backup, restore, ids, mayRun } = scene

test('brings everything back to an emptied data folder', async () => {
  const online = await activate(scene.desk, 'inventory')
  const { license } = await activateOffline(scene.desk)
  must(await scene.desk.router.call('usage.set', { product: 'inventory', usage: 3 }))
  must(await scene.desk.router.call('settings.set', { proxy: { mode: 'none' } }))
  await scene.desk.store.write((writer) => {
    writer.putReturn({ licenseId: 'gone', owner: 'Contoso', code: 'C', fingerprint: 'F', since: 1 })
    writer.putReturned({ licenseId: 'back', issued: 1, returned: 2, returnCode: 'R' })
  })
  const before = must(scene.desk.store.read())
  const content = await backup()
  emptied(scene.desk)
  expect(await mayRun('inventory')).toBe(false)
  const done = await restore(content)
  expect(done.left).toEqual([])
  expect(await ids()).toEqual([online, license.id].toSorted())
  const after = must(scene.desk.store.read())
  const lasting = ({ returns, returned, usage, mark, licenses }: typeof after) => ({
    returns,
    returned,
    usage,
    mark,
    licenses,
  })
  expect(lasting(after)).toEqual(lasting(before))
  expect(await mayRun('inventory')).toBe(true)
  expect(must(await scene.desk.router.call('settings.get', {})).proxy.mode).toBe('none')
  expect(must(scene.desk.store.usageHistory('inventory'))).toHaveLength(1)
})

describe('what is here and newer stays', () => {
  test('a key that was issued later is not replaced', async () => {
    await activate(scene.desk, 'inventory')
    const content = await backup()
    const { licenses } = must(await scene.desk.router.call('licenses.refresh', {})).list
    const done = await restore(content)
    expect(done).toMatchObject({ restored: [], left: [{ reason: 'older_key' }] })
    expect(done.list.licenses).toEqual(licenses)
  })

  test('the very same key is no older one', async () => {
    await activate(scene.desk, 'inventory')
    const done = await restore(await backup())
    expect(done).toMatchObject({ restored: [], left: [{ reason: 'key_already_here' }] })
  })

  test('the latest signed time is not lowered', async () => {
    await activate(scene.desk, 'inventory')
    const content = await backup()
    const later = Date.now() + 10 * DAY
    must(await scene.desk.store.write((writer) => writer.raiseMark(later)))
    await restore(content)
    expect(must(scene.desk.store.read()).mark).toBe(later)
  })

  test('a key that was returned since is not taken again, and stays in returned.json', async () => {
    const { license } = await activateOffline(scene.desk)
    const content = await backup()
    must(await scene.desk.router.call('licenses.deactivate', { id: license.id }))
    const before = must(scene.desk.store.read()).returned
    expect(await restore(content)).toMatchObject({ restored: [], left: [{ reason: 'key_returned' }] })
    expect(must(scene.desk.store.read()).returned).toEqual(before)
  })

  test('a key that the backup knows as returned is refused from then on', async () => {
    const { license, offlineKey } = await activateOffline(scene.desk)
    must(await scene.desk.router.call('licenses.deactivate', { id: license.id }))
    const content = await backup()
    emptied(scene.desk)
    await restore(content)
    const again = await scene.desk.router.call('licenses.activateOffline', { code: license.key, offlineKey })
    expect(again).toMatchObject({ error: { code: 'key_returned' } })
  })

  test('a key that was returned does not hold by its folder either, put back by hand (issue 15)', async () => {
    const { license } = await activateOffline(scene.desk)
    const product =
      must(await scene.desk.router.call('licenses.list', {})).licenses[0]?.products[0]?.code ?? ''
    expect(await mayRun(product)).toBe(true)
    const kept = path.join(cleanup.folder(), 'kept')
    const folder = path.join(scene.desk.dataDir, 'licenses', license.id)
    cpSync(folder, kept, { recursive: true })
    must(await scene.desk.router.call('licenses.deactivate', { id: license.id }))
    cpSync(kept, folder, { recursive: true })
    expect(await mayRun(product)).toBe(false)
    expect(must(await scene.desk.router.call('licenses.list', {})).licenses).toMatchObject([
      { mayRun: false, problem: 'key_returned' },
    ])
  })

  test('a license whose seat is to be given back does not return, and the note stays', async () => {
    const id = await activate(scene.desk, 'inventory')
    const content = await backup()
    await scene.vendor.stop()
    must(await scene.desk.router.call('licenses.deactivate', { id, whenServerIsAway: 'mark' }))
    expect(await restore(content)).toMatchObject({ restored: [], left: [{ id, reason: 'key_returned' }] })
    expect(must(scene.desk.store.read()).returns).toMatchObject([{ licenseId: id }])
  })

  test('usage that was reported later, and settings that somebody chose', async () => {
    await activate(scene.desk, 'inventory')
    must(await scene.desk.router.call('usage.set', { product: 'inventory', usage: 3 }))
    const content = await backup()
    must(await scene.desk.router.call('usage.set', { product: 'inventory', usage: 5 }))
    must(await scene.desk.router.call('settings.set', { offlineOnly: true }))
    await restore(content)
    expect(must(scene.desk.store.read()).usage).toMatchObject([{ usage: 5 }])
    expect(must(await scene.desk.router.call('settings.get', {})).offlineOnly).toBe(true)
  })
})

test('a time that nothing in the backup is signed with is not believed', async () => {
  await activate(scene.desk, 'inventory')
  const { mark } = must(scene.desk.store.read())
  const document = JSON.parse(await backup()) as { sha256: string; content: { latestSigned: number } }
  document.content.latestSigned = Date.UTC(2100, 0)
  emptied(scene.desk)
  await restore(signedAnew(document))
  expect(must(scene.desk.store.read()).mark).toBe(mark)
  expect(await mayRun('inventory')).toBe(true)
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
  await activate(scene.desk, 'inventory')
  const content = spoil(await backup())
  emptied(scene.desk)
  expect(await scene.desk.router.call('backup.restore', { content })).toMatchObject({
    error: { code: 'backup_not_readable' },
  })
  expect(await ids()).toEqual([])
})

test('what is there and cannot be read makes no backup without it', async () => {
  await activate(scene.desk, 'inventory')
  rmSync(path.join(scene.desk.dataDir, 'licenses'), { recursive: true })
  expect(await scene.desk.router.call('backup.create', {})).toMatchObject({
    error: { code: 'store_unreachable' },
  })
})

test('a store that is copied here piece by piece while usage is reported loses no license to “quarantine”', async () => {
  await activate(scene.desk, 'inventory')
  const coming = await activate(scene.desk, 'storage')
  const source = path.join(cleanup.folder(), 'copy')
  cpSync(scene.desk.dataDir, source, { recursive: true })
  rmSync(path.join(scene.desk.dataDir, 'licenses', coming), { recursive: true })
  const report = async () =>
    must(await scene.desk.router.call('usage.set', { product: 'inventory', usage: 1 }))
  for (const name of ['answers', 'activation.json', 'code', 'machine.lic']) {
    mkdirSync(path.join(scene.desk.dataDir, 'licenses', coming), { recursive: true })
    cpSync(
      path.join(source, 'licenses', coming, name),
      path.join(scene.desk.dataDir, 'licenses', coming, name),
      {
        recursive: true,
      },
    )
    await report()
    must(await scene.desk.router.call('store.repair', {}))
  }
  expect(must(scene.desk.store.read()).problems).toEqual([])
  expect(await mayRun('storage')).toBe(true)
})
