// The hosts that go on running check when they start: seen by a seat that was left to be given back.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { afterEach, beforeAll, expect, test } from 'vitest'
import type { VendorProfile } from '#shared/contract/vendor-profile.ts'
import { deskProgram, requireBuild, runDesk } from '#tests/support/cli.ts'
import { launchElectron } from '#tests/support/electron-app.ts'
import { install } from '#tests/support/installation.ts'
import { must } from '#tests/support/must.ts'
import { Cleanup } from '#tests/support/temporary.ts'
import { until } from '#tests/support/until.ts'
import { unusedPort } from '#tests/support/unused-port.ts'
import { openVendorSide } from '#tests/support/vendor-side.ts'

const cleanup = new Cleanup()
beforeAll(requireBuild)
afterEach(() => cleanup.run())

/** A license was activated, and deactivated when its server was away. */
async function seatToGiveBack(change: Partial<VendorProfile> = {}) {
  const vendor = await openVendorSide(cleanup)
  const license = await vendor.sell()
  const desk = install(cleanup, await vendor.profile())
  must(await desk.router.call('licenses.activateOnline', { code: license.key }))
  const nowhere = await vendor.profile(`http://127.0.0.1:${await unusedPort()}/v1`)
  const away = install(cleanup, nowhere, { dataDir: desk.dataDir, machineId: null })
  must(await away.router.call('licenses.deactivate', { id: license.id, whenServerIsAway: 'mark' }))
  const file = path.join(cleanup.folder(), 'vendor.json')
  writeFileSync(file, JSON.stringify({ ...(await vendor.profile()), ...change }))
  const checks = () => must(desk.store.read()).returns.length
  const logged = async () =>
    must(await desk.router.call('activity.list', { action: 'automatic_check' })).entries
  const seats = () => vendor.vendor.store.machines.countOf(license.id)
  return { args: ['--vendor', file, '--data-dir', desk.dataDir], seats, waiting: checks, logged }
}

async function serve(args: readonly string[]) {
  const child = spawn(process.execPath, [deskProgram, '--json', ...args, 'serve', '--no-open'], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, XDG_CONFIG_HOME: cleanup.folder() },
  })
  cleanup.add(() => child.kill('SIGKILL'))
  await once(createInterface({ input: child.stdout }), 'line')
  return child
}

test('the web host does, and ends when it is told to', async () => {
  const { args, seats, waiting, logged } = await seatToGiveBack()
  const child = await serve(args)
  await until('the seat to be free', async () =>
    (await seats()) === 0 && waiting() === 0 ? true : undefined,
  )
  child.kill('SIGTERM')
  expect(await once(child, 'exit')).toEqual([0, null])
  expect(await logged()).toMatchObject([{ host: 'web', result: 'ok' }])
})

test('a web host that is offline only does not', async () => {
  const { args, seats, waiting, logged } = await seatToGiveBack({ offlineOnly: true })
  const child = await serve(args)
  child.kill('SIGTERM')
  await once(child, 'exit')
  expect([await seats(), waiting(), await logged()]).toEqual([1, 1, []])
})

test('the desktop does', async () => {
  const { args, seats, waiting } = await seatToGiveBack()
  const { app } = await launchElectron({
    appDir: path.resolve(import.meta.dirname, '../../..'),
    args: [...args, `--user-data-dir=${cleanup.folder()}`],
  })
  cleanup.add(() => app.close())
  await until('the seat to be free', async () =>
    (await seats()) === 0 && waiting() === 0 ? true : undefined,
  )
})

test('the command line says in words what was deactivated, and what happened', async () => {
  const vendor = await openVendorSide(cleanup)
  const desk = install(cleanup, await vendor.profile())
  const file = path.join(cleanup.folder(), 'vendor.json')
  writeFileSync(file, JSON.stringify(await vendor.profile()))
  const run = (...args: string[]) => runDesk(['--vendor', file, '--data-dir', desk.dataDir, ...args])
  const offline = await vendor.sell({ owner: 'Fabrikam' })
  const offlineKey = await vendor.answer(offline, await desk.uniqueKey())
  must(await desk.router.call('licenses.activateOffline', { code: offline.key, offlineKey }))
  const online = await vendor.sell()
  must(await desk.router.call('licenses.activateOnline', { code: online.key }))
  await vendor.update(online, { products: ['server-vm:1000'] })

  const refreshed = await run('refresh')
  expect(refreshed.stdout).toContain('Contoso B.V.: Server / VM: limit 800 → 1,000')
  // What may be named is in the list, and in the refusal of what may not (issue 13.17).
  expect((await run('code', 'nobody')).stderr).toContain(offline.id)
  expect((await run('code', online.key.slice(-5))).stdout).toBe(`${online.key}\n`)
  expect((await run('list')).stdout).toContain(offline.id)
  expect((await run('activate', online.key)).stdout).toContain('activated on this machine already')
  const done = await run('deactivate', 'fabrikam')
  expect([done.status, done.stdout]).toEqual([
    0,
    expect.stringMatching(/^Fabrikam is deactivated\..*\n\nRETURN-/),
  ])
  const [, , returnCode, ...withIt] = done.stdout.trim().split('\n')
  expect(withIt.join('\n')).toContain(await desk.uniqueKey())
  expect(withIt.join('\n')).toContain(offline.id)
  await vendor.stop()
  expect((await run('activate', online.key)).stderr).toContain('activate --offline-key')
  const away = await run('deactivate', online.id)
  expect([away.status, away.stderr]).toEqual([3, expect.stringContaining('--later')])
  expect((await run('deactivate', online.id, '--later')).stdout).toContain('may still count this machine')
  const happened = await run('activity', '--limit', '6')
  expect(happened.stdout).toContain('Server / VM: limit 800 → 1,000')
  expect(happened.stdout).toContain(returnCode)
  expect((await run('activity', '--limit', 'many')).status).toBe(2)
})
