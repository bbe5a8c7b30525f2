// activation-desk refresh: what a timer learns from its exit status, and what a person reads.
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeAll, expect, test } from 'vitest'
import { requireBuild, runDesk } from '#tests/support/cli.ts'
import { install } from '#tests/support/installation.ts'
import { Cleanup } from '#tests/support/temporary.ts'
import { must, openVendorSide } from '#tests/support/vendor-side.ts'

const cleanup = new Cleanup()
beforeAll(requireBuild)
afterEach(() => cleanup.run())

/** Licenses activated here, and the command as a timer runs it. */
async function activated(count: number) {
  const vendor = await openVendorSide(cleanup)
  const desk = install(cleanup, vendor.profile())
  const licenses = Array.from({ length: count }, () => vendor.sell())
  for (const { key } of licenses) must(await desk.router.call('licenses.activateOnline', { code: key }))
  const profile = path.join(cleanup.folder(), 'vendor.json')
  writeFileSync(profile, JSON.stringify(vendor.profile()))
  const refresh = () => runDesk(['--vendor', profile, '--data-dir', desk.dataDir, 'refresh'])
  return { vendor, licenses, refresh, dataDir: desk.dataDir }
}

test('a check of everything exits with 0, and counts one license as one', async () => {
  const { refresh } = await activated(1)
  const { status, stdout } = await refresh()
  expect([status, stdout.trimEnd().split('\n').at(-1)]).toEqual([0, '1 of 1 license refreshed.'])
})

test('a server that is away exits with 3: there is nothing to do about the licenses', async () => {
  const { vendor, refresh } = await activated(2)
  await vendor.stop()
  const { status, stdout, stderr } = await refresh()
  expect([status, stdout.trimEnd().split('\n').at(-1)]).toEqual([3, '0 of 2 licenses refreshed.'])
  expect(stderr).toContain('(server_unreachable)')
  expect(stderr).toContain('\n  Check the network of this machine')
})

test('a license that is refused exits with 1, whatever became of the others, and what is damaged beside them is named', async () => {
  const { vendor, licenses, refresh, dataDir } = await activated(2)
  vendor.suspend(licenses[0] ?? vendor.sell())
  mkdirSync(path.join(dataDir, 'returns'), { recursive: true })
  writeFileSync(path.join(dataDir, 'returns', 'seat.json'), 'no JSON')
  const { status, stdout, stderr } = await refresh()
  expect([status, stdout.trimEnd().split('\n').at(-1)]).toEqual([1, '1 of 2 licenses refreshed.'])
  expect(stderr).toMatch(/^warning: returns\/seat\.json: .+\n {2}→ .+$/m)
})
