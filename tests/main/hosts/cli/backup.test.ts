// The commands backup and restore.
import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { randomBytes } from 'node:crypto'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { activateByKey, activateOnline, backupOf, emptied, restoreTo } from '#tests/support/backups.ts'
import { resultOf } from '#tests/support/cli.ts'
import { runDeskHere } from '#tests/support/desk-here.ts'
import { install, writeMachineId, type Installation } from '#tests/support/installation.ts'
import { must } from '#tests/support/must.ts'
import { Cleanup } from '#tests/support/temporary.ts'
import { openVendorSide, type VendorSide } from '#tests/support/vendor-side.ts'

const cleanup = new Cleanup()
let vendor: VendorSide
let desk: Installation
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

describe('the commands', () => {
  const command = async (...words: string[]) => {
    const profile = path.join(cleanup.folder(), 'vendor.json')
    writeFileSync(profile, JSON.stringify(vendor.profile()))
    return runDeskHere(['--json', '--vendor', profile, '--data-dir', desk.dataDir, ...words])
  }

  test('backup writes a file that nobody else may read, whatever was there; restore takes it', async () => {
    const id = await activate(desk, 'inventory')
    const file = path.join(cleanup.folder(), 'backup.json')
    writeFileSync(file, 'an older one', { mode: 0o644 })
    expect((await command('backup', file)).status).toBe(0)
    if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(readFileSync(file, 'utf8')).toContain(id)
    emptied(desk)
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

  test('backup says that settings of a newer version are in it as they are, and restore that it leaves them (issue 12)', async () => {
    await activate(desk, 'inventory')
    must(await desk.router.call('settings.set', { checkIntervalHours: 5 }))
    const settings = path.join(desk.dataDir, 'settings.json')
    writeFileSync(
      settings,
      JSON.stringify({ ...(JSON.parse(readFileSync(settings, 'utf8')) as object), more: 1 }),
    )
    const file = path.join(cleanup.folder(), 'backup.json')
    const made = await command('backup', file)
    expect([made.status, made.stderr]).toEqual([0, expect.stringContaining('it is in the backup as it is')])
    emptied(desk)
    const run = await command('restore', file)
    expect([run.status, run.stderr]).toEqual([
      0,
      expect.stringContaining('not restored: the settings: A newer version of Activation Desk wrote them'),
    ])
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
    emptied(desk)
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
