// The sections of both guides that have to do with services, followed where systemd is the first process.
import { expect } from 'vitest'
import type { GuideName } from '#tests/support/guide-blocks.ts'
import { offline, online, type Play } from './operator-tasks.ts'
import { follow } from './task.ts'
import { DOMAIN, FOR_CUSTOMERS, FOR_SERVER, PRODUCT } from './world.ts'

const PING = 'curl --silent --fail --retry 5 --retry-connrefused http://127.0.0.1:4600/v1/ping'
const PRODUCT_UNIT = '[Service]\nUser=product\nExecStart=/bin/sleep infinity\n'

export const WITH_SYSTEMD: Readonly<Record<GuideName, Readonly<Record<string, Play>>>> = {
  operator: {
    'May the product run?': async (setting) => {
      const { desk, last } = await offline(setting, { systemd: true })
      await desk.does('useradd --system product')
      await desk.write('/etc/systemd/system/product.service', PRODUCT_UNIT)
      await setting.task.rest(desk, { values: { PRODUCT, UNIT: 'product' } })
      expect(await desk.does('systemctl is-active product')).toBe('active\n')
      // It is skipped where it may not run, and does not fail.
      await desk.does(`activation-desk deactivate ${last} && systemctl restart product`)
      expect((await desk.shell('systemctl is-active product')).stdout).toBe('inactive\n')
      expect(await desk.does('journalctl --unit product')).toContain('may not run')
    },

    'Refresh online licenses regularly': async (setting) => {
      const { desk } = await online(setting, true)
      await setting.task.rest(desk, { cwd: FOR_CUSTOMERS })
      expect(await desk.does('systemctl is-active activation-desk-refresh.timer')).toBe('active\n')
      // In all the walls of the unit.
      const refresh = 'activation-desk-refresh.service'
      await desk.does(`systemctl start ${refresh} || { journalctl --unit ${refresh} >&2; exit 1; }`)
    },

    Uninstall: async (setting) => {
      const { desk, last } = await online(setting, true)
      await follow('operator', 'Refresh online licenses regularly', desk, { cwd: FOR_CUSTOMERS })
      await setting.task.rest(desk, { values: { LICENSE: last } })
      await desk.does('systemctl daemon-reload')
      expect(await desk.does('systemctl list-units --all "activation-desk*"')).toContain('0 loaded units')
    },
  },

  vendor: {
    Serve: async ({ task, world, cleanup }) => {
      const server = await world.machine(cleanup, { systemd: true })
      await task.rest(server, { cwd: FOR_SERVER })
      await server.does(PING)
    },

    TLS: async ({ task, world, cleanup }) => {
      const server = await world.server(cleanup, { systemd: true })
      await world.certify(server)
      await server.does('nginx -s stop')
      const [certificate, key] = ['/etc/ssl/activation-server.crt', '/etc/ssl/private/activation-server.key']
      await task.next(server, { values: { CERTIFICATE: certificate, 'CERTIFICATE-KEY': key } })
      const ping = `curl --silent --fail --retry 5 --retry-connrefused https://${DOMAIN}/v1/ping`
      await server.does(ping)
      await server.does(`systemctl reload activation-server && ${ping}`)
      // The proxy, which is set up without systemd too.
      task.take()
      task.take()
    },

    'A new version': async ({ task, world, cleanup }) => {
      const server = await world.server(cleanup, { systemd: true })
      await task.rest(server, { cwd: FOR_SERVER })
      await server.does(PING)
    },

    'Back up': async ({ task, world, cleanup }) => {
      const server = await world.server(cleanup, { systemd: true })
      await world.sell(server)
      await task.rest(server)
      await server.does(PING)
    },
  },
}
