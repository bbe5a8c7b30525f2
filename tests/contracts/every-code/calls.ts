// Failures of the call itself, and of what is asked about usage and files.
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { createRouter } from '#main/core/router.ts'
import { resultOf, runDesk } from '#tests/support/cli.ts'
import { loadProfile } from '#tests/support/profile.ts'
import type { Scenarios, World } from './scenario.ts'
import { callThroughWebHost } from '#tests/support/web-client.ts'

const desk = (world: World) => world.install(loadProfile({ machineIdFile: true }))

export const calls: Scenarios<
  | 'invalid_input'
  | 'internal'
  | 'unknown_method'
  | 'not_authenticated'
  | 'product_not_licensed'
  | 'usage_invalid'
  | 'file_not_written'
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
  product_not_licensed: (world) =>
    desk(world).router.call('usage.set', { product: 'virtualization', usage: 1 }),
  usage_invalid: (world) => desk(world).router.call('usage.set', { product: 'virtualization', usage: -1 }),
  file_not_written: async (world) => {
    const folder = world.cleanup.folder()
    const profile = path.join(folder, 'vendor.json')
    writeFileSync(profile, JSON.stringify(loadProfile()))
    const output = path.join(folder, 'no', 'such', 'folder', 'licenses.csv')
    const args = [
      '--json',
      '--vendor',
      profile,
      '--data-dir',
      folder,
      'export',
      '--format',
      'csv',
      '--output',
      output,
    ]
    return resultOf(await runDesk(args))
  },
}
