// The commands backup and restore.
import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { randomBytes } from 'node:crypto'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { backupScene, emptied, signedAnew } from '#tests/support/backups.ts'
import { resultOf } from '#tests/support/cli.ts'
import { runDeskHere } from '#tests/support/desk-here.ts'
import { writeMachineId } from '#tests/support/installation.ts'
import { must } from '#tests/support/must.ts'

const scene = backupScene()
const { cleanup, activate, activateOffline, backup, restore } = scene

describe('the commands', () => {
  const command = async (...words: string[]) => {
    const profile = path.join(cleanup.folder(), 'vendor.json')
    writeFileSync(profile, JSON.stringify(await scene.vendor.profile()))
    return runDeskHere(['--json', '--vendor', profile, '--data-dir', scene.desk.dataDir, ...words])
  }

  test('backup writes a file that nobody else may read, whatever was there; restore takes it', async () => {
    const id = await activate(scene.desk, 'inventory')
    const file = path.join(cleanup.folder(), 'backup.json')
    writeFileSync(file, 'an older one', { mode: 0o644 })
    expect((await command('backup', file)).status).toBe(0)
    if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(readFileSync(file, 'utf8')).toContain(id)
    emptied(scene.desk)
    expect(resultOf(await command('restore', file))).toMatchObject({ value: { restored: [{ id }] } })
  })

  test.each([
    ['a license is gone', (place: string) => rmSync(place, { recursive: true })],
    ['a code is damaged', (place: string) => writeFileSync(path.join(place, 'code'), 'zz')],
    ['a key is damaged', (place: string) => writeFileSync(path.join(place, 'machine.lic'), 'zz')],
    [
      'the list of what was returned is damaged',
      (place: string) => writeFileSync(path.join(place, '../../returned.json'), 'zz'),
    ],
  ])(
    'backup where %s replaces no file, names what lacks, and is no whole success elsewhere (issue 12.4)',
    async (_, lose) => {
      const [lost, kept] = [await activate(scene.desk, 'inventory'), await activate(scene.desk, 'storage')]
      const folder = cleanup.folder()
      const [good, other] = [path.join(folder, 'good.json'), path.join(folder, 'other.json')]
      expect((await command('backup', good)).status).toBe(0)
      const before = readFileSync(good, 'utf8')
      lose(path.join(scene.desk.dataDir, 'licenses', lost))
      const refused = await command('backup', good)
      expect([refused.status, resultOf(refused)]).toEqual([
        4,
        expect.objectContaining({ error: expect.objectContaining({ code: 'backup_incomplete' }) as object }),
      ])
      expect(readFileSync(good, 'utf8')).toBe(before)
      const made = await command('backup', other)
      expect(made.status).toBe(4)
      const content = readFileSync(other, 'utf8')
      expect(content).toContain(kept)
      const { value } = resultOf(made) as {
        value: { leftOut: readonly { where: string }[]; licenses: number }
      }
      expect(value.leftOut.length).toBeGreaterThan(0)
      // What is damaged is not in it, as if it were a license.
      emptied(scene.desk)
      const back = await command('restore', other)
      expect([back.status, resultOf(back)]).toEqual([0, expect.objectContaining({ ok: true })])
    },
  )

  test('restore that leaves a damaged license is no success, whatever else comes back (issue 12.4)', async () => {
    const [one, other] = [await activate(scene.desk, 'inventory'), await activate(scene.desk, 'storage')]
    type Content = { readonly licenses: readonly { readonly id: string; readonly file: string }[] }
    const document = JSON.parse(await backup()) as { sha256: string; content: Content }
    const licenses = document.content.licenses.map((license) =>
      license.id === one ? { ...license, file: license.file.replace(/[A-Za-z]{4}/g, 'ZZZZ') } : license,
    )
    const file = path.join(cleanup.folder(), 'backup.json')
    writeFileSync(file, signedAnew({ ...document, content: { ...document.content, licenses } }))
    emptied(scene.desk)
    const run = await command('restore', file)
    expect(resultOf(run)).toMatchObject({ value: { restored: [{ id: other }] } })
    expect(run.status).toBe(1)
  })

  test('restore of a backup of which nothing comes back is no success', async () => {
    const { license } = await activateOffline(scene.desk)
    const file = path.join(cleanup.folder(), 'backup.json')
    writeFileSync(file, await backup())
    expect((await command('restore', file)).status).toBe(0)
    must(await scene.desk.router.call('licenses.deactivate', { id: license.id }))
    const run = await command('restore', file)
    expect(resultOf(run)).toMatchObject({ value: { restored: [], left: [{ reason: 'key_returned' }] } })
    expect(run.status).toBe(1)
  })

  test('restore says which settings and which usage it left, and that “offline only” is on (issue 12)', async () => {
    await activate(scene.desk, 'inventory')
    must(await scene.desk.router.call('usage.set', { product: 'inventory', usage: 3 }))
    must(await scene.desk.router.call('settings.set', { checkIntervalHours: 5 }))
    const file = path.join(cleanup.folder(), 'backup.json')
    writeFileSync(file, await backup())
    for (const name of ['usage.json', 'usage-history/inventory.json', 'settings.json'])
      writeFileSync(path.join(scene.desk.dataDir, name), 'x')
    const run = await command('restore', file)
    expect(run.stderr).toContain('not restored: the usage of inventory: what was reported last was lost here')
    expect(run.stderr).toContain('may have said “offline only”, so that is on')
    must(await scene.desk.router.call('settings.set', { checkIntervalHours: 6 }))
    expect((await command('restore', file)).stderr).toContain(
      'not restored: the settings: Others were chosen',
    )
  })

  test('backup says that settings of a newer version are in it as they are, and restore that it leaves them (issue 12)', async () => {
    await activate(scene.desk, 'inventory')
    must(await scene.desk.router.call('settings.set', { checkIntervalHours: 5 }))
    const settings = path.join(scene.desk.dataDir, 'settings.json')
    writeFileSync(
      settings,
      JSON.stringify({ ...(JSON.parse(readFileSync(settings, 'utf8')) as object), more: 1 }),
    )
    const file = path.join(cleanup.folder(), 'backup.json')
    const made = await command('backup', file)
    expect([made.status, made.stderr]).toEqual([0, expect.stringContaining('it is in the backup as it is')])
    emptied(scene.desk)
    const run = await command('restore', file)
    expect([run.status, run.stderr]).toEqual([
      0,
      expect.stringContaining('not restored: the settings: A newer version of Activation Desk wrote them'),
    ])
  })

  test('restore names a proxy in the backup that cannot be used, in a whole sentence (issue 12.4)', async () => {
    await activate(scene.desk, 'inventory')
    must(await scene.desk.router.call('settings.set', { checkIntervalHours: 5 }))
    const settings = path.join(scene.desk.dataDir, 'settings.json')
    const proxy = { mode: 'manual', url: 'socks5://proxy.example:1080', noProxy: '' }
    const known = JSON.parse(readFileSync(settings, 'utf8')) as object
    writeFileSync(settings, JSON.stringify({ ...known, proxy }))
    const file = path.join(cleanup.folder(), 'backup.json')
    writeFileSync(file, await backup())
    emptied(scene.desk)
    expect((await command('restore', file)).stderr).toContain(
      'not restored: the settings: They name a proxy, hosts or certificates that cannot be used here',
    )
  })

  test('backup says of a license that it is another machine’s', async () => {
    await activate(scene.desk, 'inventory')
    writeMachineId(scene.desk.dataDir, randomBytes(16).toString('hex'))
    const run = await command('backup', path.join(cleanup.folder(), 'backup.json'))
    expect(run.stderr).toContain('is another machine’s, and is restored there alone')
  })

  test('after the last deactivation what was given back and reported is kept, and refuses the old license elsewhere too (issue 12.4)', async () => {
    const id = await activate(scene.desk, 'inventory')
    must(await scene.desk.router.call('usage.set', { product: 'inventory', usage: 3 }))
    const former = await backup()
    must(await scene.desk.router.call('licenses.deactivate', { id }))
    const file = path.join(cleanup.folder(), 'backup.json')
    const run = await command('backup', file)
    expect([run.status, resultOf(run)]).toEqual([0, expect.objectContaining({ ok: true })])
    emptied(scene.desk)
    expect((await command('restore', file)).status).toBe(0)
    expect(must(scene.desk.store.read())).toMatchObject({
      givenBack: [{ licenseId: id }],
      usage: [{ usage: 3 }],
    })
    expect(must(scene.desk.store.usageHistory('inventory'))).toMatchObject([{ usage: 3 }])
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
