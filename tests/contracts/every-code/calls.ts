// Failures of the call itself, and of what is asked about usage and files.
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { createRouter } from '#main/core/router.ts'
import { resultOf, runDesk } from '#tests/support/cli.ts'
import { loadProfile } from '#tests/support/profile.ts'
import { must } from '#tests/support/must.ts'
import { paperVendor } from '#tests/support/paper-vendor.ts'
import { CannotRunHere, type Scenarios, type World } from './scenario.ts'
import type { AnyResult } from '#main/core/router.ts'
import { tradeAsUser } from '#tests/support/trade-as-user.ts'
import { callThroughWebHost, openWebHost } from '#tests/support/web-client.ts'

const desk = (world: World) => world.install(loadProfile({ machineIdFile: true }))

export const calls: Scenarios<
  | 'invalid_input'
  | 'internal'
  | 'unknown_method'
  | 'not_authenticated'
  | 'peer_not_allowed'
  | 'product_not_licensed'
  | 'usage_invalid'
  | 'file_not_written'
  | 'pdf_not_available'
  | 'license_not_here'
  | 'license_not_readable'
  | 'license_proves_nothing'
> = {
  invalid_input: (world) => desk(world).router.dispatch('licenses.check', { product: 7 }),
  internal: () => {
    const broken = new Proxy(
      {},
      {
        get: () => () => {
          throw new Error('a bug, and /a/path')
        },
      },
    )
    const router = createRouter(broken as Parameters<typeof createRouter>[0], {
      desktop: false,
      report: () => undefined,
    })
    return router.dispatch('licenses.list', {})
  },
  unknown_method: (world) => desk(world).router.dispatch('licenses.erase', {}),
  not_authenticated: (world) =>
    callThroughWebHost(world.cleanup, desk(world), 'licenses.list', {}, 'a made-up token'),
  peer_not_allowed: async (world) => {
    if (process.getuid?.() !== 0)
      throw new CannotRunHere('a process of another user can be started by root only')
    const host = await openWebHost(world.cleanup, desk(world))
    return (await tradeAsUser(4242, host.newLink())).answer as AnyResult
  },
  product_not_licensed: (world) =>
    desk(world).router.call('usage.set', { product: 'virtualization', usage: 1 }),
  usage_invalid: (world) => desk(world).router.call('usage.set', { product: 'virtualization', usage: -1 }),
  pdf_not_available: async (world) => {
    const args = [...installed(world), 'export', '--format', 'pdf', '--output', 'never.pdf']
    return resultOf(await runDesk(args, { env: { CHROMIUM_PATH: '/no/such/browser' } }))
  },
  license_not_here: (world) => desk(world).router.call('licenses.revealCode', { id: 'no-such-license' }),
  license_not_readable: (world) => {
    const desk = world.install(loadProfile({ machineIdFile: true }))
    mkdirSync(path.join(desk.dataDir, 'licenses', 'one'), { recursive: true })
    return desk.router.call('licenses.deactivate', { id: 'one' })
  },
  license_proves_nothing: async (world) => {
    const [vendor, now] = [paperVendor(), Date.UTC(2027, 5, 1)]
    const desk = world.install(vendor.profile, { clock: () => now })
    const terms = { id: 'license-1', code: 'CODE OF THE TEST', fingerprint: await desk.uniqueKey() }
    const offlineKey = vendor.localKey({ ...terms, issued: now })
    must(await desk.router.call('licenses.activateOffline', { code: terms.code, offlineKey }))
    const elsewhere = world.install(vendor.profile, {
      clock: () => now,
      dataDir: desk.dataDir,
      machineId: 'ab'.repeat(16),
    })
    return elsewhere.router.call('licenses.certificate', { id: terms.id, format: 'html' })
  },
  file_not_written: async (world) => {
    const output = path.join(world.cleanup.folder(), 'no', 'such', 'folder', 'licenses.csv')
    return resultOf(await runDesk([...installed(world), 'export', '--format', 'csv', '--output', output]))
  },
}

/** The global options of a command line on a machine of its own. */
function installed(world: World): string[] {
  const folder = world.cleanup.folder()
  const profile = path.join(folder, 'vendor.json')
  writeFileSync(profile, JSON.stringify(loadProfile()))
  return ['--json', '--vendor', profile, '--data-dir', folder]
}
