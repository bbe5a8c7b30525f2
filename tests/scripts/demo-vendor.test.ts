// The demo of an earlier start is brought to this version, or made anew with a word (issue 12.11).
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, expect, test } from 'vitest'
import { createServer } from 'node:net'
import { once } from 'node:events'
import { spawnSync } from 'node:child_process'
import { runDemoProducts } from '../../scripts/demo/demo-products.ts'
import { demoFolders, prepareDemo, startDemoServer } from '../../scripts/demo/demo-vendor.ts'
import { needPort } from '../../scripts/demo/free-port.ts'
import { holdDemo } from '../../scripts/demo/hold-demo.ts'
import { startChild } from '#tests/support/child.ts'
import { deskProgram, runDesk, serverProgram as program } from '#tests/support/cli.ts'
import { loadProfile } from '#tests/support/profile.ts'
import type { UsageLine } from '#shared/contract/views.ts'
import { Cleanup } from '#tests/support/temporary.ts'

const cleanup = new Cleanup()
afterEach(() => cleanup.run())

test('an older demo is upgraded with its licenses, one that is too new is made anew', () => {
  const folders = demoFolders(path.join(cleanup.folder(), 'demo'))
  const said: string[] = []
  const prepare = () => prepareDemo(folders, program, false, (text) => said.push(text))
  const sql = (text: string) => {
    const database = new DatabaseSync(path.join(folders.vendor, 'activation.db'))
    database.exec(text)
    database.close()
  }
  const first = prepare()
  expect(prepare()).toEqual(first)
  expect(said).toEqual([])
  sql(`ALTER TABLE licenses DROP COLUMN uses; ALTER TABLE licenses DROP COLUMN last_check_in;
       DELETE FROM migrations WHERE name = '006_uses.sql'`)
  expect(prepare()).toEqual(first)
  expect(said).toEqual(['The demo’s database was brought to this version.'])
  sql("INSERT INTO migrations VALUES ('999_later.sql', 0)")
  expect(prepare()).not.toEqual(first)
  expect(said.at(-1)).toBe('The demo of an earlier start does not work with this version: it is made anew.')
})

test('the catalogue has the customer’s products, and no number of it is ever another product’s (issue 14.11)', () => {
  // Typed keys carry the numbers alone: a new product goes to the end, with the next number.
  expect(loadProfile().catalogue.map(({ number, code, name, type }) => [number, code, name, type])).toEqual([
    [1, 'virtualization', 'Virtualization', 'Socket'],
    [2, 'server-vm', 'Server / VM', 'Server'],
    [3, 'network', 'Network Devices', 'Count'],
    [4, 'storage', 'Storage', 'Count'],
    [5, 'log-analytics', 'Log Analytics', 'GB'],
    [6, 'change-tracking', 'Change Tracking', 'Status'],
    [7, 'inventory', 'Inventory', 'Status'],
    [8, 'virtualmetric', 'VirtualMetric', 'Status'],
    [9, 'application-server-vm', 'Application Server / VM', 'Count'],
    [10, 'snmp-endpoint', 'SNMP Endpoint', 'Count'],
    [11, 'service', 'Service', 'Count'],
    [12, 'log', 'Log', 'GB'],
  ])
})

test('the products of a demo report their usage once they are licensed, and leave what a person reported (issue 14.11)', async () => {
  const folders = demoFolders(path.join(cleanup.folder(), 'demo'))
  const { online } = prepareDemo(folders, program, true, () => undefined)
  const server = await startDemoServer(folders, program)
  cleanup.add(() => server.process.kill())
  const options = ['--vendor', folders.profile, '--data-dir', folders.desk]
  const usage = async () => {
    const { stdout } = await runDesk([...options, '--json', 'usage', 'show'])
    const shown = JSON.parse(stdout) as { usage: UsageLine[] }
    return shown.usage.map((line) => [line.name, line.limit, line.usage])
  }
  cleanup.add(runDemoProducts(folders.desk, [deskProgram, ...options]))
  expect(await usage()).toEqual([])
  await runDesk([...options, 'activate', online])
  const reported = (virtualization: number) => [
    ['VirtualMetric', null, null],
    ['Virtualization', 16, virtualization],
    ['Server / VM', 800, 412],
    ['Application Server / VM', 250, 187],
    ['SNMP Endpoint', null, 64],
    ['Service', 1500, 1310],
    ['Log', 50, 38],
  ]
  // Each look starts a program, and so does each report: seconds on a machine that has much to do.
  await expect.poll(usage, { timeout: 90_000 }).toEqual(reported(9))
  await runDesk([...options, 'usage', 'set', 'virtualization', '11'])
  cleanup.add(runDemoProducts(folders.desk, [deskProgram, ...options]))
  expect(await usage()).toEqual(reported(11))
})

test('the server of a demo ends with it, also where that is killed', async () => {
  const demo = startChild(cleanup, 'demo-server-child.ts', {
    folder: path.join(cleanup.folder(), 'demo'),
    program,
  })
  const url = await demo.line()
  const isThere = () =>
    fetch(url ?? '').then(
      () => true,
      () => false,
    )
  expect(await isThere()).toBe(true)
  await demo.kill()
  await expect.poll(isThere).toBe(false)
})

test('a demo that runs is not started again, and its port is asked for first (issue 13.17)', async () => {
  const folder = path.join(cleanup.folder(), 'demo')
  const held = holdDemo(folder)
  const start = path.resolve(import.meta.dirname, '../../scripts/start.ts')
  const npmStart = (...options: string[]) =>
    spawnSync(process.execPath, [start, '--web', '--no-open', ...options], {
      encoding: 'utf8',
      env: { ...process.env, ACTIVATION_DESK_DEMO_DIR: folder },
    })
  expect(npmStart()).toMatchObject({
    status: 2,
    stdout: '',
    stderr: `A demo runs in ${folder} already: end it with Ctrl-C, or set ACTIVATION_DESK_DEMO_DIR to another folder for this one.\n`,
  })
  held.release()
  holdDemo(folder).release()

  const server = createServer().listen(0, '127.0.0.1')
  cleanup.add(() => server.close())
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  await expect(needPort(String(port))).rejects.toThrow(
    `Port ${port} cannot be used (EADDRINUSE): give another one, or leave --port out.`,
  )
  await expect(needPort('http')).rejects.toThrow(
    '“http” is not a port: give --port a number from 0 to 65535.',
  )
  expect(await needPort('0')).toBe(0)

  const { status, stderr } = npmStart('--bogus')
  expect([status, stderr]).toEqual([2, expect.stringMatching(/^Unknown option '--bogus'\.\n\nnpm start --/)])
})
