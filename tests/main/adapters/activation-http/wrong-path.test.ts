// An address without its version path, or of another account: one verdict of every command, and no seat counts as given
// back (issue 12).
import { afterEach, expect, test } from 'vitest'
import { install } from '#tests/support/installation.ts'
import { must } from '#tests/support/must.ts'
import { Cleanup } from '#tests/support/temporary.ts'
import { openVendorSide } from '#tests/support/vendor-side.ts'

const cleanup = new Cleanup()
afterEach(() => cleanup.run())

test.each(['', '/', '/v2', '/v1/accounts/another'])('%j behind the host', async (path) => {
  const side = await openVendorSide(cleanup)
  const good = install(cleanup, await side.profile())
  const id = must(await good.router.call('licenses.activateOnline', { code: (await side.sell()).key }))
    .license.id
  const profile = await side.profile()
  const url = new URL(profile.server.url).origin + path
  const { router } = install(
    cleanup,
    { ...profile, server: { ...profile.server, url } },
    { dataDir: good.dataDir, machineId: null },
  )
  const verdict = { error: { code: 'server_path_unknown', params: { url } } }
  expect(await router.call('licenses.activateOnline', { code: (await side.sell()).key })).toMatchObject(
    verdict,
  )
  expect(await router.call('licenses.deactivate', { id })).toMatchObject(verdict)
  const { checked } = must(await router.call('licenses.refresh', {}))
  expect(checked).toMatchObject([{ id, problem: 'server_path_unknown' }])
  const { lines } = must(await router.call('connection.test', {}))
  expect(lines.filter(({ state }) => state === 'failed')).toMatchObject([
    { step: 'http', problem: { code: 'server_path_unknown' } },
  ])
})
