// Every way in which certificates, proxies, names and settings can stand between app and activation server.
import { writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { DEFAULT_SETTINGS } from '#main/core/ports/settings.ts'
import { managedFile } from '#main/adapters/managed-settings/managed-file.ts'
import { loadProfile } from '#tests/support/profile.ts'
import { startProxy, type ProxyOptions } from '#tests/support/connect-proxy.ts'
import { hasOpenssl } from '#tests/support/certificates.ts'
import { makeKey } from '#tests/support/machine-files.ts'
import { openSecureWay, type SecureWayOptions } from '#tests/support/secure-way.ts'
import { unusedPort } from '#tests/support/unused-port.ts'
import { UNSOLD_CODE } from '#tests/support/unsold-code.ts'
import { CannotRunHere, type Scenario, type Scenarios, type World } from './scenario.ts'

const secure =
  (options: SecureWayOptions, trusted = true): Scenario =>
  async (world) => {
    if (!hasOpenssl) throw new CannotRunHere('needs openssl for certificates')
    const way = await openSecureWay(world.cleanup, options)
    if (trusted) await way.set({ caFile: way.authority.file })
    return way.activate()
  }

/** A server with a name that needs no answer, since the way ends before it. */
function towards(world: World, url: string) {
  const profile = loadProfile({ machineIdFile: true, keys: [makeKey().trusted] })
  return world.install({ ...profile, server: { ...profile.server, url } })
}

const through =
  (proxyOf: (world: World) => Promise<string>): Scenario =>
  async (world) => {
    const desk = towards(world, 'https://activation.vendor.example/v1')
    await desk.router.call('settings.set', { proxy: { mode: 'manual', url: await proxyOf(world) } })
    return desk.router.call('licenses.activateOnline', { code: UNSOLD_CODE })
  }
const proxyThat = (options: ProxyOptions) => async (world: World) =>
  (await startProxy(world.cleanup, options)).url

/** What this user lays down stands for what root does. */
function laidDown(world: World, text: string) {
  const file = path.join(world.cleanup.folder(), 'managed-settings.json')
  writeFileSync(file, text, { mode: 0o644 })
  const managed = managedFile(file, new Set([process.getuid?.() ?? 0]))
  return world.install(loadProfile({ machineIdFile: true }), { managed })
}

const setting =
  (change: Parameters<ReturnType<World['install']>['router']['call']>[1]): Scenario =>
  (world) =>
    world.install(loadProfile({ machineIdFile: true })).router.dispatch('settings.set', change)

export const theWay: Scenarios<
  | 'cancelled'
  | 'name_not_found'
  | 'tls_untrusted'
  | 'tls_expired'
  | 'tls_wrong_host'
  | 'tls_failed'
  | 'ca_file_not_usable'
  | 'proxy_unreachable'
  | 'proxy_auth_required'
  | 'proxy_refused'
  | 'proxy_dropped'
  | 'proxy_address_invalid'
  | 'proxy_kind_not_supported'
  | 'no_proxy_invalid'
  | 'settings_not_readable'
  | 'settings_newer'
  | 'managed_settings_not_usable'
  | 'setting_managed'
> = {
  cancelled: async (world) => {
    const stop = new AbortController()
    const { desk, code } = await world.bent(() => {
      stop.abort()
      return 'taken'
    })
    return desk.router.call('licenses.activateOnline', { code }, stop.signal)
  },
  name_not_found: (world) =>
    towards(world, 'https://no-such-server.invalid/v1').router.call('licenses.activateOnline', {
      code: UNSOLD_CODE,
    }),
  tls_untrusted: secure({}, false),
  tls_expired: secure({ certificate: (authority) => authority.issue({ days: -1 }) }),
  tls_wrong_host: secure({ certificate: (authority) => authority.issue({ host: 'portal.example' }) }),
  tls_failed: async (world) => {
    const plain = createServer((_, response) => response.end('no TLS here')).listen(0, '127.0.0.1')
    await once(plain, 'listening')
    world.cleanup.add(() => plain.close())
    const { port } = plain.address() as AddressInfo
    const desk = towards(world, `https://localhost:${port}/v1`)
    return desk.router.call('licenses.activateOnline', { code: UNSOLD_CODE })
  },
  ca_file_not_usable: setting({ caFile: path.resolve('package.json') }),
  proxy_unreachable: through(async () => `http://127.0.0.1:${await unusedPort()}`),
  proxy_auth_required: through(proxyThat({ credentials: 'desk:right' })),
  proxy_dropped: through(proxyThat({ drops: { when: 'opened', times: Infinity } })),
  proxy_refused: through(proxyThat({ refuseWith: 403 })),
  proxy_address_invalid: setting({ proxy: { mode: 'manual', url: 'ftp://proxy.example' } }),
  proxy_kind_not_supported: setting({ proxy: { mode: 'manual', url: 'socks5://proxy.example:1080' } }),
  no_proxy_invalid: setting({ proxy: { mode: 'manual', url: 'proxy.example:3128', noProxy: 'http://a/b' } }),
  managed_settings_not_usable: (world) => laidDown(world, '{"offlineOnly":').router.call('settings.get', {}),
  setting_managed: (world) =>
    laidDown(world, '{"offlineOnly": true}').router.call('settings.set', { offlineOnly: false }),
  settings_newer: (world) => {
    const desk = world.install(loadProfile({ machineIdFile: true }))
    writeFileSync(
      path.join(desk.dataDir, 'settings.json'),
      JSON.stringify({ ...DEFAULT_SETTINGS, connections: 'never' }),
    )
    return Promise.resolve(desk.router.call('settings.set', { proxy: { mode: 'none' } }))
  },
  settings_not_readable: (world) => {
    const desk = world.install(loadProfile({ machineIdFile: true }))
    writeFileSync(path.join(desk.dataDir, 'settings.json'), '{"proxy":')
    return Promise.resolve(desk.router.call('settings.get', {}))
  },
}
