// Each section of the operator guide that has commands, followed by an operator on machines of his own.
import { readFileSync } from 'node:fs'
import { expect } from 'vitest'
import type { Cleanup } from '#tests/support/temporary.ts'
import { CHECKOUT, Machine } from './machine.ts'
import { follow, Task } from './task.ts'
import { DOMAIN, FOR_CUSTOMERS, NEW_VERSION, OWNER, PRODUCT, type Sold, type World } from './world.ts'

export interface Surroundings {
  readonly world: World
  /** Ends the machines of this task. */
  readonly cleanup: Cleanup
}
interface Setting extends Surroundings {
  readonly task: Task
}
export type Play = (setting: Setting) => Promise<void>

interface Activated {
  readonly server: Machine
  readonly desk: Machine
  readonly license: Sold
  /** The last letters of its License Code. */
  readonly last: string
}

export async function online({ world, cleanup }: Surroundings, systemd = false): Promise<Activated> {
  const server = await world.onlineServer(cleanup)
  const desk = await world.desk(cleanup, { near: server, systemd })
  const license = await world.sell(server)
  await follow('operator', 'Activate online', desk, { input: `${license.code}\n` })
  return { server, desk, license, last: license.code.slice(-5) }
}

/** Without any network; the server is elsewhere. `daysLeft`: until the license ends. */
export async function offline(
  { world, cleanup }: Surroundings,
  { daysLeft = 365, systemd = false } = {},
): Promise<Activated> {
  const server = await world.server(cleanup)
  const desk = await world.desk(cleanup, { systemd })
  const license = await world.sell(server)
  const shorter = `activation-server license update ${license.id} --expires-in ${daysLeft}`
  await server.does(shorter, { account: 'activation-server' })
  await activateOffline(new Task('operator', 'Activate offline'), world, { server, desk, license })
  return { server, desk, license, last: license.code.slice(-5) }
}

async function activateOffline(
  task: Task,
  world: World,
  { server, desk, license }: Omit<Activated, 'last'>,
): Promise<void> {
  await task.next(desk)
  const request = `${await desk.read('/root/request.txt')}\nOur License Code is ${license.code}.\n`
  await desk.write('/root/answer.txt', await world.answer(server, request))
  await task.next(desk, { values: { CODE: license.code } })
  await task.next(desk, { input: `${license.code}\n` })
  expect(await task.next(desk)).toContain(OWNER)
}

const mayRun = async (desk: Machine) =>
  (await desk.shell(`activation-desk check --product ${PRODUCT}`)).status === 0

export const OPERATOR: Readonly<Record<string, Play>> = {
  'Install on Linux': async ({ task, world, cleanup }) => {
    const machine = await world.machine(cleanup)
    await task.next(machine, { cwd: FOR_CUSTOMERS })
    await task.next(machine)
    expect(await task.next(machine)).toMatch(/^\d+\.\d+\.\d+\n/)
  },

  'Activate online': async ({ task, world, cleanup }) => {
    const server = await world.onlineServer(cleanup)
    const desk = await world.desk(cleanup, { near: server })
    const { code } = await world.sell(server)
    await task.next(desk)
    await task.next(desk, { input: `${code}\n` })
    expect(await task.next(desk)).toContain(OWNER)
    expect(await mayRun(desk)).toBe(true)
  },

  'Activate offline': async ({ task, world, cleanup }) => {
    const [server, desk] = [await world.server(cleanup), await world.desk(cleanup)]
    await activateOffline(task, world, { server, desk, license: await world.sell(server) })
    expect(await mayRun(desk)).toBe(true)
  },

  'Renew offline': async (setting) => {
    const { task, world } = setting
    const { server, desk, license } = await offline(setting, { daysLeft: 30 })
    const values = { CODE: license.code }
    const day = async () => /\d{4}-\d\d-\d\d/.exec(await desk.does('activation-desk list'))?.[0]
    const before = await day()
    await follow('vendor', 'Renew', server, { values: { OWNER, LICENSE: license.id } })
    await task.next(desk, { values })
    await desk.write('/root/answer.txt', await world.answer(server, await desk.read('/root/request.txt')))
    expect(await task.next(desk)).toContain('this machine')
    await task.next(desk, { input: `${license.code}\n` })
    await task.next(desk)
    expect(await day()).not.toBe(before)
  },

  'Move to another server': async (setting) => {
    const { task, world, cleanup } = setting
    const { server, desk, license, last } = await online(setting)
    await server.does(`activation-server license update ${license.id} --machines 1`, {
      account: 'activation-server',
    })
    const next = await world.desk(cleanup, { near: server })
    const typed = { input: `${license.code}\n` }
    await expect(follow('operator', 'Activate online', next, typed)).rejects.toThrow('machine')
    expect(await task.next(desk)).toContain(last)
    await task.next(desk, { values: { LICENSE: last } })
    expect(await mayRun(desk)).toBe(false)
    await follow('operator', 'Activate online', next, typed)
    expect(await mayRun(next)).toBe(true)
  },

  'Look before you activate': async (setting) => {
    const { desk, license } = await offline(setting)
    await setting.task.next(desk, { values: { CODE: license.code } })
  },

  'No screen, only SSH': async (setting) => {
    const desk = await setting.world.desk(setting.cleanup)
    const { text } = setting.task.take()
    await desk.background(text, 'grep http://127.0.0.1:8400 /tmp/background.log')
  },

  'May the product run?': async (setting) => {
    const { task } = setting
    const { desk } = await offline(setting)
    const values = { PRODUCT, UNIT: 'product' }
    await task.next(desk, { values })
    await desk.write('/etc/systemd/system/product.service', '[Service]\nUser=product\nExecStart=/bin/true\n')
    await task.next(desk, { values })
    await desk.does('systemd-analyze verify product.service')
    // As systemd asks: the condition's own command, with the account and the group of the unit.
    const dropIn = await desk.read('/etc/systemd/system/product.service.d/may-run.conf')
    const of = (name: string) => new RegExp(`^${name}=(.*)$`, 'm').exec(dropIn)?.[1] ?? ''
    await desk.does('useradd --system product')
    const asProduct = (groups: string) =>
      desk.shell(`setpriv --reuid=product --regid=product ${groups} ${of('ExecCondition')}`)
    expect(await asProduct(`--groups=${of('SupplementaryGroups')}`)).toMatchObject({ status: 0 })
    expect(await asProduct('--clear-groups')).toMatchObject({ status: 2 })
    expect(await task.next(desk, { values })).toContain('9')
  },

  'Refresh online licenses regularly': async (setting) => {
    const { task } = setting
    const { desk } = await online(setting)
    await task.next(desk)
    await task.next(desk, { cwd: FOR_CUSTOMERS })
    expect(await desk.does('systemctl is-enabled activation-desk-refresh.timer')).toBe('enabled\n')
    // As the timer starts it, and the account of its unit may.
    const unit = await desk.read('/etc/systemd/system/activation-desk-refresh.service')
    const command = /^ExecStart=(.*)$/m.exec(unit)?.[1] ?? ''
    const { status, stderr } = await desk.shell(
      `umask 0007; setpriv --reuid=activation-desk --regid=activation-desk --clear-groups ${command}`,
    )
    expect([status, stderr]).toEqual([0, ''])
  },

  'Proxy and certificates': async (setting) => {
    const { task, world, cleanup } = setting
    const { server, desk } = await online(setting)
    const proxy = await Machine.start(cleanup, { near: server, checkout: true })
    await proxy.write('/etc/hosts', `127.0.0.1 localhost ${DOMAIN}\n`)
    const child = `exec ${process.execPath} ${CHECKOUT}/tests/support/proxy-child.ts`
    const { port } = new URL((await proxy.background(child, 'grep http: /tmp/background.log')).trim())
    // What this system trusts does not help any more, nor does a direct way.
    await desk.does('cp /dev/null /etc/ssl/certs/ca-certificates.crt')
    await desk.write('/etc/ssl/corporate-ca.pem', readFileSync(world.authority.file, 'utf8'))
    await desk.write('/etc/hosts', '127.0.0.1 localhost proxy.example\n')
    expect((await desk.shell('activation-desk refresh')).status).toBe(3)
    await task.next(desk, { values: { HOST: 'proxy.example', PORT: port } })
    await task.next(desk)
    await task.next(desk)
    await desk.does('activation-desk refresh')
    await task.next(desk)
    expect((await desk.shell('activation-desk refresh')).status).toBe(3)
  },

  'Managed settings': async (setting) => {
    const { task } = setting
    const { desk } = await offline(setting)
    await task.next(desk)
    expect(await task.next(desk)).toMatch(/Offline only +on \(set by your administrator\)/)
    const set = 'activation-desk settings set offline-only off'
    expect((await desk.shell(set)).stderr).toContain('setting_managed')
    // As anybody may write it, it is not believed, and unlocks nothing.
    await desk.does('chmod 666 /etc/activation-desk/managed-settings.json')
    expect((await desk.shell(set)).stderr).toContain('managed_settings_not_usable')
    expect(await mayRun(desk)).toBe(true)
  },

  'Check a new version': async (setting) => {
    const { task, world, cleanup } = setting
    const desk = await world.desk(cleanup)
    expect(await task.next(desk, { values: { BUNDLE: NEW_VERSION } })).toContain('sudo apt install')
    const changed = '/root/changed.tar'
    await desk.does(`cp ${NEW_VERSION} ${changed} && printf x | dd of=${changed} bs=1 seek=9000 conv=notrunc`)
    expect(await desk.shell(`activation-desk verify-bundle ${changed}`)).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('bundle_') as string,
    })
  },

  'Back up and restore': async (setting) => {
    const { task } = setting
    const { desk } = await offline(setting)
    await task.next(desk)
    await desk.does('rm -r /var/lib/activation-desk/*')
    expect(await mayRun(desk)).toBe(false)
    expect(await task.next(desk)).toContain(OWNER)
    expect(await mayRun(desk)).toBe(true)
    await desk.does('echo broken > "$(echo /var/lib/activation-desk/licenses/*/machine.lic)"')
    // Written a moment ago, so it may be somebody's copying: it waits, which is said.
    const repaired = await desk.shell(task.take().text)
    expect([repaired.status, repaired.stdout]).toEqual([4, expect.stringContaining('machine.lic')])
    await desk.does('activation-desk restore /root/activation-desk.json')
    expect(await mayRun(desk)).toBe(true)
  },

  Upgrade: async (setting) => {
    const { task } = setting
    const { desk } = await offline(setting)
    await desk.does('echo older > /usr/local/bin/activation-desk.older')
    await task.next(desk)
    await desk.does('printf older > /usr/local/bin/activation-desk')
    await task.next(desk, { cwd: FOR_CUSTOMERS })
    expect(await task.next(desk, { values: { PRODUCT } })).toContain('may run')
  },

  Uninstall: async (setting) => {
    const { task } = setting
    const { server, desk, license, last } = await online(setting)
    await follow('operator', 'Refresh online licenses regularly', desk, { cwd: FOR_CUSTOMERS })
    await task.next(desk, { values: { LICENSE: last } })
    expect(
      await server.does(`activation-server machine list ${license.id}`, { account: 'activation-server' }),
    ).not.toContain('VENDOR-')
    await task.next(desk)
    await task.next(desk)
    const left = await desk.does(
      'find /etc /usr /var /run /root /home -name "*activation-desk*"; getent passwd activation-desk || getent group activation-desk || true',
    )
    expect(left).toBe('')
  },

  Rights: async (setting) => {
    const { task } = setting
    const { desk } = await offline(setting)
    await desk.does('useradd --create-home alice')
    const asAlice = () => desk.shell('activation-desk list', { account: 'alice' })
    expect((await asAlice()).status).toBe(4)
    await task.next(desk, { values: { ACCOUNT: 'alice' } })
    expect(await task.next(desk, { values: { ACCOUNT: 'alice' } })).toContain(OWNER)
    await desk.does('activation-desk usage set inventory 1', { account: 'alice' })
    await task.next(desk, { values: { ACCOUNT: 'alice' } })
    expect((await asAlice()).status).toBe(4)
  },

  'Deactivate a license': async (setting) => {
    const { desk, last } = await offline(setting)
    expect(await setting.task.next(desk, { values: { LICENSE: last } })).toMatch(/RETURN-/)
  },

  'What happened': async (setting) => {
    const { desk, last } = await offline(setting)
    await setting.task.next(desk, { values: { LICENSE: last } })
    expect(await desk.read('/root/activity.csv')).toContain('Activated offline')
  },

  'When it does not work: doctor': async (setting) => {
    const server = await setting.world.onlineServer(setting.cleanup)
    await setting.task.next(await setting.world.desk(setting.cleanup, { near: server }))
  },

  'Machine id': async (setting) => {
    const desk = await setting.world.desk(setting.cleanup)
    const before = await desk.does('activation-desk unique-key')
    const values = { ID: '0f4e5c0a-9b1d-4c63-8c55-6a1b2c3d4e5f' }
    expect(await setting.task.next(desk, { values })).toContain('/var/lib/activation-desk/machine-id')
    expect(await desk.does('activation-desk unique-key')).not.toBe(before)
  },
}
