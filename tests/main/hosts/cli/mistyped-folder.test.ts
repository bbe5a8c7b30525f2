// A path of the data folder that somebody mistyped: what stores nothing there makes no folder of it (issue 12).
import { existsSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { straight } from '#tests/support/bent-way.ts'
import { standBetween, type Bend } from '#tests/support/between.ts'
import { runDeskHere } from '#tests/support/desk-here.ts'
import { install } from '#tests/support/installation.ts'
import { Cleanup } from '#tests/support/temporary.ts'
import { UNSOLD_CODE } from '#tests/support/unsold-code.ts'
import { openVendorSide } from '#tests/support/vendor-side.ts'

const cleanup = new Cleanup()
afterEach(() => cleanup.run())

test('a data folder that is not there is made by no command that stores nothing, and repair says that there is none', async () => {
  const vendor = await openVendorSide(cleanup)
  const folder = cleanup.folder()
  const profile = path.join(folder, 'vendor.json')
  writeFileSync(profile, JSON.stringify(await vendor.profile()))
  const dataDir = path.join(folder, 'no', 'such', 'folder')
  const run = (...args: string[]) => runDeskHere(['--vendor', profile, '--data-dir', dataDir, ...args])
  for (const command of [
    'refresh',
    `activate ${UNSOLD_CODE}`,
    'deactivate one',
    'usage set storage 1',
    'settings show',
    'doctor',
    'list',
    'activity',
    'check --product storage',
    `backup ${path.join(folder, 'backup.json')}`,
  ]) {
    await run(...command.split(' '))
    expect([command, existsSync(path.join(folder, 'no'))]).toEqual([command, false])
  }
  const repaired = await run('repair')
  expect([repaired.status, repaired.stdout]).toEqual([
    0,
    expect.stringContaining(`There is no data folder at ${dataDir}`),
  ])
  expect(existsSync(path.join(folder, 'no'))).toBe(false)
  // A container may have no machine id, and then takes no license.
  const { status } = await run('activate', (await vendor.sell()).key)
  expect(existsSync(dataDir)).toBe(status === 0)
})

test('a data folder that is not there is made by no activation that the server refuses (issue 12)', async () => {
  const vendor = await openVendorSide(cleanup)
  const between = await standBetween(cleanup, vendor.url, straight)
  const folder = cleanup.folder()
  const profile = path.join(folder, 'vendor.json')
  writeFileSync(profile, JSON.stringify(await vendor.profile(between.url)))
  const [suspended, revoked, taken, sold] = [
    await vendor.sell(),
    await vendor.sell(),
    await vendor.sell({ machines: 1 }),
    await vendor.sell(),
  ]
  await vendor.suspend(suspended)
  await vendor.revoke(revoked)
  await vendor.answer(taken, await install(cleanup, await vendor.profile()).uniqueKey())
  const dataDir = path.join(folder, 'no', 'such', 'folder')
  const activate = (code: string) =>
    runDeskHere(['--vendor', profile, '--data-dir', dataDir, 'activate', code])
  for (const [code, bend] of [
    [suspended.key, straight],
    [revoked.key, straight],
    [taken.key, straight],
    // The validation is answered and signed, the seat is not given.
    [sold.key, awayFor('/machines')],
    [sold.key, awayFor('')],
  ] as const) {
    between.bend = bend
    const { status } = await activate(code)
    expect([status === 0, existsSync(path.join(folder, 'no'))]).toEqual([false, false])
  }
  between.bend = straight
  const { status } = await activate(sold.key)
  expect(existsSync(dataDir)).toBe(status === 0)
})

const awayFor =
  (ending: string): Bend =>
  (answer, { url }) => {
    if (url?.endsWith(ending)) Object.assign(answer, { status: 503, headers: {}, body: '' })
    return undefined
  }

test('repair of a path that leads through a file names it, as every other command does', async () => {
  const folder = cleanup.folder()
  const profile = path.join(folder, 'vendor.json')
  writeFileSync(profile, JSON.stringify(await (await openVendorSide(cleanup)).profile()))
  const asked = ['--vendor', profile, '--data-dir', path.join(profile, 'data'), 'repair']
  const { status, stderr } = await runDeskHere(asked)
  expect([status, stderr]).toEqual([
    4,
    expect.stringContaining('is no folder, and the path of the data folder'),
  ])
})
