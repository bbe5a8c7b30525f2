// The settings in a backup, and their way back.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { backupScene, emptied, signedAnew } from '#tests/support/backups.ts'
import { must } from '#tests/support/must.ts'

const scene = backupScene()
const { activate, backup, restore } = scene

describe('settings (issue 12)', () => {
  const file = () => path.join(scene.desk.dataDir, 'settings.json')
  const set = async (change: object) => must(await scene.desk.router.call('settings.set', change))
  const settings = async () => must(await scene.desk.router.call('settings.get', {}))
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
    await activate(scene.desk, 'inventory')
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
      expect(readdirSync(path.join(scene.desk.dataDir, 'quarantine'))).toEqual([
        expect.stringContaining('settings_json'),
      ])
  })

  test('that said “offline only” come back as they were, and again is nothing to do', async () => {
    await activate(scene.desk, 'inventory')
    await set({ offlineOnly: true, checkIntervalHours: 5 })
    const content = await backup()
    writeFileSync(file(), 'x')
    expect((await restore(content)).settings).toEqual({ restored: true, reason: null })
    expect(await settings()).toMatchObject({ checkIntervalHours: 5, offlineOnly: true })
    expect((await restore(content)).settings).toEqual({ restored: false, reason: 'already_here' })
  })

  test('that somebody chose stay, and are named', async () => {
    await activate(scene.desk, 'inventory')
    await set({ checkIntervalHours: 5 })
    const content = await backup()
    await set({ checkIntervalHours: 6 })
    expect((await restore(content)).settings).toEqual({ restored: false, reason: 'chosen_here' })
    expect((await settings()).checkIntervalHours).toBe(6)
  })

  test('that cannot be replaced, or that a newer version wrote, keep no license from coming back', async () => {
    const id = await activate(scene.desk, 'inventory')
    await set({ checkIntervalHours: 5 })
    const content = await backup()
    const newer = JSON.stringify({ ...(JSON.parse(readFileSync(file(), 'utf8')) as object), more: 1 })
    emptied(scene.desk)
    mkdirSync(file())
    expect(await restore(content)).toMatchObject({
      restored: [{ id }],
      settings: { restored: false, reason: 'store_not_usable' },
    })
    emptied(scene.desk)
    writeFileSync(file(), newer)
    expect(await restore(content)).toMatchObject({
      restored: [{ id }],
      settings: { restored: false, reason: 'settings_newer' },
    })
    expect(readFileSync(file(), 'utf8')).toBe(newer)
  })

  test('of a newer version are in a backup letter by letter, and put back by such a version alone', async () => {
    const id = await activate(scene.desk, 'inventory')
    await set({ checkIntervalHours: 5 })
    const own = readFileSync(file(), 'utf8')
    const newer = `${JSON.stringify({ ...(JSON.parse(own) as object), more: '“1”' }, null, 3)} \r\n`
    writeFileSync(file(), newer)
    const made = must(await scene.desk.router.call('backup.create', {}))
    expect(made).toMatchObject({ licenses: 1, settingsAsFound: true, leftOut: [] })
    const document = JSON.parse(made.content) as { sha256: string; content: { settingsAsFound: string } }
    expect(document.content.settingsAsFound).toBe(newer)
    expect(readFileSync(file(), 'utf8')).toBe(newer)
    for (const here of [own, null]) {
      emptied(scene.desk)
      if (here !== null) writeFileSync(file(), here)
      expect(await restore(made.content)).toMatchObject({
        restored: [{ id }],
        settings: { restored: false, reason: 'newer_in_backup' },
      })
      expect(existsSync(file()) ? readFileSync(file(), 'utf8') : null).toBe(here)
    }
    // As a version has it that understands them.
    document.content.settingsAsFound = own
    emptied(scene.desk)
    expect((await restore(signedAnew(document))).settings).toEqual({ restored: true, reason: null })
    expect((await settings()).checkIntervalHours).toBe(5)
  })

  test.each(LOSSES)('that are lost are no reason to have no backup: %s', async (_, lose) => {
    const id = await activate(scene.desk, 'inventory')
    await set({ checkIntervalHours: 5 })
    await lose()
    const made = must(await scene.desk.router.call('backup.create', {}))
    expect(made).toMatchObject({ licenses: 1, leftOut: [{ where: 'settings.json' }] })
    emptied(scene.desk)
    expect(await restore(made.content)).toMatchObject({
      restored: [{ id }],
      settings: { restored: false, reason: 'not_in_backup' },
    })
  })

  describe('that settings set would refuse are not put back, and the licenses are', () => {
    const manual = { mode: 'manual', url: 'http://proxy.example:3128', noProxy: '' }
    test.each([
      ['a proxy of another kind', { proxy: { ...manual, url: 'socks5://x:1' } }, 'proxy_kind_not_supported'],
      ['no address', { proxy: { ...manual, url: 'http://' } }, 'proxy_address_invalid'],
      ['an address with a path', { proxy: { ...manual, url: 'http://x/y' } }, 'proxy_address_invalid'],
      ['a line break', { proxy: { ...manual, url: 'http://a%0d%0ab@x' } }, 'proxy_address_invalid'],
      ['no host beside it', { proxy: { ...manual, noProxy: 'a b/c' } }, 'no_proxy_invalid'],
      ['too many hosts', { proxy: { ...manual, noProxy: 'a,'.repeat(3000) } }, 'no_proxy_invalid'],
      ['certificates that are not there', { caFile: '/nowhere/at/all.pem' }, 'ca_file_not_usable'],
    ])('%s', async (_, wrong, reason) => {
      const id = await activate(scene.desk, 'inventory')
      await set({ checkIntervalHours: 5 })
      const document = JSON.parse(await backup()) as { sha256: string; content: { settings: object } }
      for (const offlineOnly of [false, true]) {
        Object.assign(document.content.settings, { ...wrong, offlineOnly })
        emptied(scene.desk)
        expect(await restore(signedAnew(document))).toMatchObject({
          restored: [{ id }],
          settings: { restored: false, reason },
        })
        expect(await settings()).toMatchObject({
          proxy: { mode: 'system' },
          caFile: null,
          checkIntervalHours: 24,
          offlineOnly,
        })
      }
      writeFileSync(file(), 'x')
      expect((await restore(signedAnew(document))).settings).toEqual({ restored: false, reason })
      expect((await settings()).offlineOnly).toBe(true)
    })

    test('and an address is put back as settings set writes it', async () => {
      await activate(scene.desk, 'inventory')
      await set({ checkIntervalHours: 5 })
      const document = JSON.parse(await backup()) as { sha256: string; content: { settings: object } }
      Object.assign(document.content.settings, { proxy: { ...manual, url: ' proxy.example:3128/' } })
      emptied(scene.desk)
      expect((await restore(signedAnew(document))).settings).toEqual({ restored: true, reason: null })
      expect((await settings()).proxy.url).toBe('http://proxy.example:3128')
    })
  })
})
