// What an administrator laid down counts before what is stored, is not changed here, and fails to the strict side.
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { managedFile } from '#main/adapters/managed-settings/managed-file.ts'
import { ERRORS } from '#shared/contract/errors.ts'
import { install } from '#tests/support/installation.ts'
import { must } from '#tests/support/must.ts'
import { loadProfile } from '#tests/support/profile.ts'
import { Cleanup } from '#tests/support/temporary.ts'
import { openVendorSide } from '#tests/support/vendor-side.ts'

const cleanup = new Cleanup()
afterEach(() => cleanup.run())

function machine(profile = loadProfile({ machineIdFile: true })) {
  const file = path.join(cleanup.folder(), 'managed-settings.json')
  const managed = managedFile(file, new Set([process.getuid?.() ?? 0]))
  const desk = install(cleanup, profile, { managed })
  const layDown = (content: unknown) =>
    writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content), { mode: 0o644 })
  return { ...desk, file, layDown }
}

test('it counts, is named, and a change of it is refused with the file; the others can be changed', async () => {
  const { router, file, layDown } = machine()
  must(await router.call('settings.set', { proxy: { mode: 'none' } }))
  layDown({ proxy: { mode: 'manual', url: 'http://desk:secret@proxy.example:3128' } })
  expect(must(await router.call('settings.get', {}))).toMatchObject({
    proxy: { mode: 'manual', url: 'http://desk:***@proxy.example:3128' },
    offlineOnly: false,
    inForce: { proxy: 'http://desk:***@proxy.example:3128', from: 'managed' },
    managed: ['proxy'],
    managedBy: file,
  })
  for (const change of [
    { proxy: { mode: 'none' } },
    { offlineOnly: true, proxy: { mode: 'system' } },
  ] as const)
    expect(await router.call('settings.set', change)).toEqual({
      ok: false,
      error: { code: 'setting_managed', params: { setting: 'proxy', path: file } },
    })
  expect(must(await router.call('settings.set', { offlineOnly: true }))).toMatchObject({
    proxy: { mode: 'manual' },
    offlineOnly: true,
    managed: ['proxy'],
  })
  expect(must(await router.call('activity.list', {})).entries).toContainEqual(
    expect.objectContaining({ action: 'settings', result: 'setting_managed' }),
  )
})

test('what was set before counts again once nothing is laid down, and only that is in a backup', async () => {
  const side = await openVendorSide(cleanup)
  const { router, file, layDown, dataDir } = machine(await side.profile())
  must(await router.call('licenses.activateOnline', { code: (await side.sell()).key }))
  must(await router.call('settings.set', { proxy: { mode: 'none' } }))
  layDown({ proxy: { mode: 'system' }, offlineOnly: true })
  must(await router.call('settings.set', { caFile: null }))
  const stored = { proxy: { mode: 'none' }, caFile: null, offlineOnly: false, checkIntervalHours: 24 }
  expect(JSON.parse(readFileSync(path.join(dataDir, 'settings.json'), 'utf8'))).toMatchObject(stored)
  const { content } = must(await router.call('backup.create', {}))
  expect(JSON.parse(content)).toMatchObject({ content: { settings: stored } })
  rmSync(file)
  expect(must(await router.call('settings.get', {}))).toMatchObject({
    ...stored,
    managed: [],
    managedBy: null,
  })
})

test('“offline only” that is laid down opens no connection', async () => {
  const side = await openVendorSide(cleanup)
  const { router, layDown } = machine(await side.profile())
  layDown({ offlineOnly: true })
  expect(await router.call('licenses.activateOnline', { code: (await side.sell()).key })).toMatchObject({
    error: { code: 'offline_only' },
  })
  expect(must(await router.call('app.info', {})).offlineOnly).toBe(true)
})

test.each([
  ['damaged', '{"offlineOnly": tru'],
  ['of a newer version', '{"offlineOnly": false, "connections": "office hours"}'],
])('(%s): nothing is sent and nothing is changed until it is mended; doctor names it', async (_, text) => {
  const side = await openVendorSide(cleanup)
  const { router, file, layDown } = machine(await side.profile())
  const code = (await side.sell()).key
  layDown(text)
  const refused = { error: { code: 'managed_settings_not_usable', params: { path: file } } }
  expect(await router.call('licenses.activateOnline', { code })).toMatchObject(refused)
  expect(await router.call('settings.get', {})).toMatchObject(refused)
  expect(await router.call('settings.set', { offlineOnly: false })).toMatchObject(refused)
  expect(must(await router.call('connection.test', {})).lines[0]).toMatchObject({
    state: 'failed',
    problem: refused.error,
  })
  const { lines } = must(await router.call('machine.examine', {}))
  expect(lines.find(({ step }) => step === 'settings')).toMatchObject({
    state: 'failed',
    problem: refused.error,
  })
  expect(ERRORS.managed_settings_not_usable.exit).toBe(4)
  rmSync(file)
  must(await router.call('licenses.activateOnline', { code }))
})

test('an installation says whether anybody can switch “offline only” off here', async () => {
  const { router, layDown } = machine()
  const told = async () => {
    const { offlineOnly, offlineOnlyLaidDown } = must(await router.call('app.info', {}))
    return { offlineOnly, offlineOnlyLaidDown }
  }
  must(await router.call('settings.set', { offlineOnly: true }))
  expect(await told()).toEqual({ offlineOnly: true, offlineOnlyLaidDown: false })
  layDown({ offlineOnly: true })
  expect(await told()).toEqual({ offlineOnly: true, offlineOnlyLaidDown: true })
  layDown({ proxy: { mode: 'none' } })
  expect(await told()).toEqual({ offlineOnly: true, offlineOnlyLaidDown: false })
  const byVendor = machine(loadProfile({ machineIdFile: true, offlineOnly: true })).router
  expect(must(await byVendor.call('app.info', {}))).toMatchObject({
    offlineOnly: true,
    offlineOnlyLaidDown: true,
  })
})
