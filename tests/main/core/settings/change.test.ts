import {
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { DEFAULT_SETTINGS } from '#main/core/ports/settings.ts'
import { messages as en } from '#shared/messages/en/messages.ts'
import { explain } from '#shared/messages/messages.ts'
import { whileDamaged } from '#tests/support/damage.ts'
import { install } from '#tests/support/installation.ts'
import { must } from '#tests/support/must.ts'
import { loadProfile } from '#tests/support/profile.ts'
import { Cleanup } from '#tests/support/temporary.ts'

const cleanup = new Cleanup()
afterEach(() => cleanup.run())

function machine() {
  const desk = install(cleanup, loadProfile({ machineIdFile: true }))
  const file = path.join(desk.dataDir, 'settings.json')
  return { ...desk, file, stored: () => JSON.parse(readFileSync(file, 'utf8')) as unknown }
}

test('an address that comes back masked, as it was shown, keeps its password', async () => {
  const { router, stored } = machine()
  const set = (url: string, noProxy?: string) =>
    router.call('settings.set', {
      proxy: { mode: 'manual', url, ...(noProxy === undefined ? {} : { noProxy }) },
    })
  const { proxy } = must(await set('http://desk:secret@proxy.example:3128', 'localhost'))
  must(await set(proxy.url ?? '', '.corp.example'))
  expect(stored()).toMatchObject({
    proxy: { mode: 'manual', url: 'http://desk:secret@proxy.example:3128', noProxy: '.corp.example' },
  })
  must(await set('http://proxy.example:3128'))
  expect(stored()).toMatchObject({ proxy: { url: 'http://proxy.example:3128', noProxy: '.corp.example' } })
})

test('what is refused changes nothing', async () => {
  const { router, stored } = machine()
  must(await router.call('settings.set', { offlineOnly: true }))
  const before = stored()
  const refused = await router.call('settings.set', { offlineOnly: false, caFile: '/no/such/file' })
  expect(refused).toMatchObject({ error: { code: 'ca_file_not_usable' } })
  expect(stored()).toEqual(before)
})

test('two changes at once both count', async () => {
  const { router, stored } = machine()
  await Promise.all([
    router.call('settings.set', { offlineOnly: true }),
    router.call('settings.set', { proxy: { mode: 'none' } }),
  ])
  expect(stored()).toMatchObject({ offlineOnly: true, proxy: { mode: 'none' } })
})

/** As a store whose `settings.json` was deleted. */
const lost = (file: string) => writeFileSync(path.join(path.dirname(file), 'settings-once'), '')

describe('settings that cannot be understood may say “offline only” (issue 12.3)', () => {
  const ways: readonly [string, (file: string) => void][] = [
    ['cut off', (file) => writeFileSync(file, '{"offlineOnly": tru')],
    ['empty', (file) => writeFileSync(file, '')],
    ['a link to nowhere', (file) => symlinkSync('/nowhere/at/all', file)],
    ['a link to itself', (file) => symlinkSync(path.basename(file), file)],
    ['a folder', (file) => mkdirSync(file)],
    ['gone, and settings were saved before', lost],
    ['of settings that nobody knows', (file) => writeFileSync(file, '{"connections": "never"}')],
    [
      'with a letter changed',
      (file) => writeFileSync(file, '{"proxy":{"mode":"none"},"caFile":null,"offlineBnly":true}'),
    ],
    ['with another kind of answer', (file) => writeFileSync(file, '{"offlineOnly": "always"}')],
  ]
  test.each(ways)('(%s): nothing is sent, and only a word on it ends that', async (_, spoil) => {
    const { router, file } = machine()
    spoil(file)
    const { lines } = must(await router.call('connection.test', {}))
    expect(lines[0]).toMatchObject({ state: 'failed', problem: { code: 'settings_not_readable' } })
    expect(lines.slice(1).map(({ state }) => state)).not.toContain('ok')
    expect(await router.call('settings.get', {})).toMatchObject({
      error: { code: 'settings_not_readable' },
    })
    const isFolder = lstatSync(file, { throwIfNoEntry: false })?.isDirectory() === true
    const changed = await router.call('settings.set', { proxy: { mode: 'none' } })
    if (isFolder) return expect(changed).toMatchObject({ error: { params: { path: file } } })
    expect(must(changed)).toMatchObject({ offlineOnly: true, proxy: { mode: 'none' } })
    expect(must(await router.call('settings.set', { offlineOnly: false })).offlineOnly).toBe(false)
  })

  test.each<[string, (file: string) => void, RegExp, RegExp]>([
    [
      'a link to nowhere',
      (file) => symlinkSync('/nowhere/at/all', file),
      /settings\.json is a folder, a link,/,
      /^Say anew .*“activation-desk settings set offline-only off”.* makes a file in its place\.$/,
    ],
    [
      'a folder',
      (file) => mkdirSync(file),
      /^There is a folder at .*settings\.json/,
      /^Move .*settings\.json away, then say anew .*“activation-desk settings set offline-only off”/,
    ],
    [
      'cut off',
      (file) => writeFileSync(file, '{"offlineOnly": tru'),
      /settings\.json is damaged\./,
      /^Correct the file, or say anew .*“activation-desk settings set offline-only off”/,
    ],
    [
      'gone',
      lost,
      /^Settings were saved in .*settings\.json before, and it is gone\./,
      /^Say anew .*“activation-desk settings set offline-only off”.* makes a file in its place\.$/,
    ],
  ])('(%s): the words say what lies there, and what ends it does', async (_, spoil, cause, todo) => {
    const { router, file } = machine()
    spoil(file)
    const refused = await router.call('settings.get', {})
    if (refused.ok) throw new Error('these settings were read')
    const words = explain(refused.error, en, { vendor: '', support: '' })
    expect(words).toMatchObject({
      cause: expect.stringMatching(cause) as string,
      todo: expect.stringMatching(todo) as string,
    })
    expect(words.cause).not.toContain('may not read')
    if (words.todo.startsWith('Move')) {
      const set = await router.call('settings.set', { offlineOnly: false })
      expect(set).toMatchObject({ error: { params: { path: file, reason: 'folder_in_the_way' } } })
      rmdirSync(file)
    }
    expect(must(await router.call('settings.set', { offlineOnly: false })).offlineOnly).toBe(false)
  })

  test.each(['EMFILE', 'ENFILE'])('(%s): too many open files are said to be that', async (code) => {
    const { router, file } = machine()
    writeFileSync(file, '{}')
    await whileDamaged({ kind: code, code }, { file, aside: '' }, async () => {
      const reason = 'too_many_open_files'
      expect(await router.call('settings.get', {})).toMatchObject({
        error: { params: { path: file, reason } },
      })
    })
  })

  test.each([
    [
      'a setting that this version does not know',
      JSON.stringify({ ...DEFAULT_SETTINGS, connections: 'never' }),
    ],
    [
      'a kind of proxy that this version does not know',
      JSON.stringify({ ...DEFAULT_SETTINGS, proxy: { mode: 'script', url: 'http://a' } }),
    ],
  ])('of a newer version, with %s: no writer touches them, and the words say so', async (_, text) => {
    const { router, file } = machine()
    writeFileSync(file, text)
    const { lines } = must(await router.call('connection.test', {}))
    expect(lines[0]).toMatchObject({ state: 'failed', problem: { code: 'settings_newer' } })
    for (const change of [{ proxy: { mode: 'none' } }, { offlineOnly: false }, { caFile: null }] as const)
      expect(await router.call('settings.set', change)).toMatchObject({
        error: { code: 'settings_newer', params: { path: file } },
      })
    expect(await router.call('settings.get', {})).toMatchObject({ error: { code: 'settings_newer' } })
    expect(readFileSync(file, 'utf8')).toBe(text)
    expect(readdirSync(path.dirname(file))).not.toContain('quarantine')
  })

  test('what was there is kept aside, and named', async () => {
    const { router, file } = machine()
    writeFileSync(file, '{"offlineOnly": tru')
    must(await router.call('settings.set', { offlineOnly: true }))
    const quarantine = path.join(path.dirname(file), 'quarantine')
    const [kept = ''] = readdirSync(quarantine)
    expect(kept).toMatch(/^settings_json\.unreadable\./)
    expect(readFileSync(path.join(quarantine, kept), 'utf8')).toBe('{"offlineOnly": tru')
  })
})

test('others on this machine cannot read them, since a password may be in them', async () => {
  const { router, file } = machine()
  must(await router.call('settings.set', { proxy: { mode: 'none' } }))
  expect(statSync(file).mode & 0o777).toBe(0o640)
})

test('“offline only” outlives the loss of its file: nothing is sent until it is decided anew (issue 12)', async () => {
  const { router, file } = machine()
  must(await router.call('settings.set', { offlineOnly: true }))
  rmSync(file)
  const { lines } = must(await router.call('connection.test', {}))
  expect(lines[0]).toMatchObject({ state: 'failed', problem: { code: 'settings_not_readable' } })
  expect(must(await router.call('store.repair', {})).left).toContainEqual({
    where: 'settings.json',
    reason: 'gone',
  })
  expect(must(await router.call('settings.set', { offlineOnly: false })).offlineOnly).toBe(false)
})
