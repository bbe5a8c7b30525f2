// This machine stands in the way: its id, its rights, its disk.
import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { SourceNotRead } from '#main/adapters/system-id.ts'
import { systemMachineId } from '#main/adapters/system-machine-id.ts'
import { failure } from '#shared/contract/errors.ts'
import { err } from '#shared/result.ts'
import { resultOf, runDesk, type CliOptions } from '#tests/support/cli.ts'
import { must } from '#tests/support/must.ts'
import { loadProfile } from '#tests/support/profile.ts'
import { writeMachineId } from '#tests/support/installation.ts'
import { CannotRunHere, type Scenarios, type World } from './scenario.ts'

const machineIdSaying = (text: string) =>
  systemMachineId({
    dataDir: '/nowhere',
    fileAllowed: false,
    system: {
      derived: () => Promise.resolve({ text, from: 'the system', emptied: null }),
      directly: () => null,
      differing: () => null,
    },
  }).read()

/** Rights do not stop root, so the command runs as somebody else then. */
const NOBODY = 65_534
const unprivileged = process.getuid?.() === 0 ? { uid: NOBODY } : {}

/** An offline key is judged before anything is written, so the command gets one that holds. */
async function activateOffline(world: World, dataDir: string, options: CliOptions) {
  const vendor = await world.vendor()
  const files = world.cleanup.folder()
  chmodSync(files, 0o755)
  const profile = path.join(files, 'vendor.json')
  writeFileSync(profile, JSON.stringify(await vendor.profile()))
  const desk = world.install(await vendor.profile(), { dataDir, machineId: null })
  const license = await vendor.sell()
  const key = path.join(files, 'key.lic')
  writeFileSync(key, await vendor.answer(license, await desk.uniqueKey()))
  const args = ['--json', '--vendor', profile, '--data-dir', dataDir]
  return resultOf(await runDesk([...args, 'activate', license.key, '--offline-key', key], options))
}

export const thisMachine: Scenarios<
  | 'machine_id_missing'
  | 'machine_id_not_usable'
  | 'machine_id_file_invalid'
  | 'machine_id_not_readable'
  | 'store_not_writable'
  | 'store_not_readable'
  | 'store_unreachable'
  | 'store_not_usable'
  | 'store_newer'
  | 'backup_empty'
  | 'backup_incomplete'
  | 'backup_not_readable'
  | 'backup_other_machine'
  | 'key_already_here'
  | 'returned_damaged'
  | 'license_damaged'
  | 'usage_damaged'
  | 'usage_not_readable'
  | 'usage_in_file'
  | 'store_busy'
  | 'disk_full'
  | 'vendor_without_keys'
> = {
  machine_id_missing: () => machineIdSaying(''),
  machine_id_not_usable: () => machineIdSaying('server-01.example\n'),
  machine_id_not_readable: () =>
    systemMachineId({
      dataDir: '/nowhere',
      fileAllowed: false,
      system: {
        derived: () => Promise.reject(new SourceNotRead('/var/lib/dbus/machine-id', 'no_permission')),
        directly: () => null,
        differing: () => null,
      },
    }).read(),
  machine_id_file_invalid: (world) => {
    const profile = loadProfile({ machineIdFile: true })
    return world.install(profile, { machineId: 'not an id' }).router.call('machine.uniqueKey', {})
  },
  store_not_writable: async (world) => {
    const folder = world.cleanup.folder()
    chmodSync(folder, 0o755)
    const dataDir = path.join(folder, 'data')
    mkdirSync(dataDir)
    writeMachineId(dataDir, '0123456789abcdef0123456789abcdef')
    chmodSync(dataDir, 0o555)
    return activateOffline(world, dataDir, unprivileged)
  },
  store_not_readable: async (world) => {
    const folder = world.cleanup.folder()
    chmodSync(folder, 0o755)
    const licenses = path.join(folder, 'licenses')
    mkdirSync(licenses)
    writeMachineId(folder, '0123456789abcdef0123456789abcdef')
    const profile = path.join(folder, 'vendor.json')
    writeFileSync(profile, JSON.stringify(loadProfile({ machineIdFile: true })))
    chmodSync(licenses, 0)
    world.cleanup.add(() => chmodSync(licenses, 0o755))
    return resultOf(
      await runDesk(['--json', '--vendor', profile, '--data-dir', folder, 'list'], unprivileged),
    )
  },
  store_unreachable: async (world) => {
    const desk = world.install(loadProfile({ machineIdFile: true }))
    writeFileSync(path.join(desk.dataDir, 'licenses'), 'a file where a folder belongs')
    return desk.router.call('licenses.list', {})
  },
  store_newer: (world) => {
    const desk = world.install(loadProfile({ machineIdFile: true }))
    writeFileSync(path.join(desk.dataDir, 'store.json'), '{"writers":9,"gate":9}')
    return desk.router.call('licenses.list', {})
  },
  backup_empty: (world) =>
    world.install(loadProfile({ machineIdFile: true })).router.call('backup.create', {}),
  backup_incomplete: async (world) => {
    const vendor = await world.vendor()
    const desk = world.install(await vendor.profile())
    const { license } = must(
      await desk.router.call('licenses.activateOnline', { code: (await vendor.sell()).key }),
    )
    must(await desk.router.call('licenses.activateOnline', { code: (await vendor.sell()).key }))
    rmSync(path.join(desk.dataDir, 'licenses', license.id), { recursive: true })
    const folder = world.cleanup.folder()
    const [profile, file] = [path.join(folder, 'vendor.json'), path.join(folder, 'backup.json')]
    writeFileSync(profile, JSON.stringify(await vendor.profile()))
    writeFileSync(file, 'the last good one')
    return resultOf(
      await runDesk(['--json', '--vendor', profile, '--data-dir', desk.dataDir, 'backup', file]),
    )
  },
  backup_not_readable: (world) =>
    world
      .install(loadProfile({ machineIdFile: true }))
      .router.call('backup.restore', { content: 'no backup' }),
  backup_other_machine: async (world) => {
    const vendor = await world.vendor()
    const desk = world.install(await vendor.profile())
    must(await desk.router.call('licenses.activateOnline', { code: (await vendor.sell()).key }))
    const { content } = must(await desk.router.call('backup.create', {}))
    return world.install(await vendor.profile()).router.call('backup.restore', { content })
  },
  key_already_here: async (world) => {
    const vendor = await world.vendor()
    const desk = world.install(await vendor.profile())
    must(await desk.router.call('licenses.activateOnline', { code: (await vendor.sell()).key }))
    const { content } = must(await desk.router.call('backup.create', {}))
    const { left } = must(await desk.router.call('backup.restore', { content }))
    return err(failure(left[0]?.reason as 'key_already_here', {}))
  },
  returned_damaged: async (world) => {
    const vendor = await world.vendor()
    const desk = world.install(await vendor.profile())
    writeFileSync(path.join(desk.dataDir, 'returned.json'), '{"returned": [')
    const license = await vendor.sell()
    const offlineKey = await vendor.answer(license, await desk.uniqueKey())
    return desk.router.call('licenses.activateOffline', { code: license.key, offlineKey })
  },
  store_not_usable: (world) => {
    const dataDir = path.join(world.cleanup.folder(), ...Array<string>(20).fill('n'.repeat(250)))
    return world
      .install(loadProfile({ machineIdFile: true }), { dataDir, machineId: null })
      .router.call('settings.set', { offlineOnly: true })
  },
  license_damaged: async (world) => {
    const vendor = await world.vendor()
    const desk = world.install(await vendor.profile())
    const { license } = must(
      await desk.router.call('licenses.activateOnline', { code: (await vendor.sell()).key }),
    )
    writeFileSync(path.join(desk.dataDir, 'licenses', license.id, 'machine.lic'), 'no key any more')
    return desk.router.call('licenses.check', { product: 'virtualization' })
  },
  usage_damaged: async (world) => {
    const vendor = await world.vendor()
    const desk = world.install(await vendor.profile())
    const { key } = await vendor.sell({ overLimit: 'refuse' })
    must(await desk.router.call('licenses.activateOnline', { code: key }))
    must(await desk.router.call('usage.set', { product: 'virtualization', usage: 17 }))
    writeFileSync(path.join(desk.dataDir, 'usage.json'), '{"usage": [')
    return desk.router.call('licenses.check', { product: 'virtualization' })
  },
  usage_not_readable: async (world) => {
    const vendor = await world.vendor()
    const desk = world.install(await vendor.profile())
    const { key } = await vendor.sell({ overLimit: 'refuse' })
    must(await desk.router.call('licenses.activateOnline', { code: key }))
    must(await desk.router.call('usage.set', { product: 'virtualization', usage: 17 }))
    rmSync(path.join(desk.dataDir, 'usage.json'))
    mkdirSync(path.join(desk.dataDir, 'usage.json'))
    return desk.router.call('licenses.check', { product: 'virtualization' })
  },
  usage_in_file: async (world) => {
    const vendor = await world.vendor()
    const desk = world.install(await vendor.profile())
    must(await desk.router.call('licenses.activateOnline', { code: (await vendor.sell()).key }))
    mkdirSync(path.join(desk.dataDir, 'usage'))
    writeFileSync(path.join(desk.dataDir, 'usage', 'virtualization.json'), '{"usage":3}')
    return desk.router.call('usage.set', { product: 'virtualization', usage: 4 })
  },
  store_busy: async (world) => {
    const vendor = await world.vendor()
    const desk = world.install(await vendor.profile(), { lockPatience: 50 })
    // Another process holds the lock: here a thread, which has a connection of its own as a process has.
    const hold = `const { DatabaseSync } = require('node:sqlite'); const { parentPort, workerData } = require('node:worker_threads');
      const database = new DatabaseSync(workerData); database.exec('BEGIN EXCLUSIVE'); parentPort.postMessage('held'); setInterval(() => {}, 1e6)`
    const holder = new Worker(hold, { eval: true, workerData: path.join(desk.dataDir, 'lock.db') })
    world.cleanup.add(() => holder.terminate())
    await once(holder, 'message')
    return desk.router.call('licenses.activateOnline', { code: (await vendor.sell()).key })
  },
  disk_full: async (world) => {
    if (spawnSync('unshare', ['-rm', 'true']).status !== 0)
      throw new CannotRunHere('needs “unshare -rm” for a small disk of its own')
    const dataDir = world.cleanup.folder()
    const script =
      'mount -t tmpfs -o size=32k,mode=777 tmpfs "$0" && cp "$1" "$0/machine-id" && exec "${@:2}"'
    const id = path.join(world.cleanup.folder(), 'machine-id')
    writeFileSync(id, '0123456789abcdef0123456789abcdef\n')
    writeMachineId(dataDir, '0123456789abcdef0123456789abcdef')
    return activateOffline(world, dataDir, { under: ['unshare', '-rm', 'bash', '-c', script, dataDir, id] })
  },
  vendor_without_keys: (world) => {
    const desk = world.install(loadProfile({ machineIdFile: true }))
    return desk.router.call('licenses.check', { product: 'virtualization' })
  },
}
