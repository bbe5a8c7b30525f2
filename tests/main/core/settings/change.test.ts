import { readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, expect, test } from 'vitest'
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

test('damaged settings open nothing, and anything that is set anew mends them', async () => {
  const { router, file } = machine()
  writeFileSync(file, '{"offlineOnly": tru')
  const activated = await router.call('licenses.activateOnline', { code: 'ANY-CODE' })
  expect(activated).toMatchObject({ ok: false, error: { code: 'vendor_without_keys' } })
  const { lines } = must(await router.call('connection.test', {}))
  expect(lines[0]).toMatchObject({ state: 'failed', problem: { code: 'settings_not_readable' } })
  must(await router.call('settings.set', { proxy: { mode: 'system' } }))
  expect(must(await router.call('settings.get', {})).offlineOnly).toBe(false)
})

test('others on this machine cannot read them, since a password may be in them', async () => {
  const { router, file } = machine()
  must(await router.call('settings.set', { proxy: { mode: 'none' } }))
  expect(statSync(file).mode & 0o777).toBe(0o640)
})
