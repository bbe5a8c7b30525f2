// doctor only looks: what is in the data folder afterwards is what was in it before (issue 12).
import { chmodSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { requireBuild } from '#tests/support/cli.ts'
import { commandMachine } from '#tests/support/command-machine.ts'
import { holdLock } from '#tests/support/hold-lock.ts'
import { loadProfile } from '#tests/support/profile.ts'
import { Cleanup } from '#tests/support/temporary.ts'
import { openVendorSide } from '#tests/support/vendor-side.ts'

const cleanup = new Cleanup()
beforeAll(requireBuild)
afterEach(() => cleanup.run())

const listing = (dataDir: string) => readdirSync(dataDir, { recursive: true }).map(String).toSorted()
const remove = (dataDir: string, name: string) =>
  rmSync(path.join(dataDir, name), { recursive: true, force: true })

describe('doctor leaves nothing in a data folder', () => {
  test.each([
    ['that is empty', (dataDir: string) => remove(dataDir, 'machine-id')],
    ['that nothing was stored in', () => undefined],
    ['with staging alone', (dataDir: string) => mkdirSync(path.join(dataDir, 'staging'))],
  ])('%s', async (_, prepare) => {
    const { desk, dataDir } = commandMachine(cleanup, loadProfile({ machineIdFile: true, offlineOnly: true }))
    prepare(dataDir)
    const before = listing(dataDir)
    for (const words of [['doctor'], ['doctor', '--offline'], ['--json', 'doctor']]) {
      expect((await desk(words)).stdout).not.toBe('')
      expect(listing(dataDir), words.join(' ')).toEqual(before)
    }
  })

  test.each(['staging', 'lock.db', 'waiting', 'licenses'])('with a license and without %s', async (name) => {
    const vendor = await openVendorSide(cleanup)
    const { desk, dataDir } = commandMachine(cleanup, await vendor.profile())
    expect((await desk(['activate', (await vendor.sell()).key])).status).toBe(0)
    remove(dataDir, name)
    const before = listing(dataDir)
    await desk(['doctor'])
    expect(listing(dataDir)).toEqual(before)
  })

  test('where it may write nothing', async () => {
    const { desk, dataDir } = commandMachine(cleanup, loadProfile({ machineIdFile: true }))
    const before = listing(dataDir)
    chmodSync(dataDir, 0o555)
    const { stdout } = await desk(['doctor', '--offline'], process.getuid?.() === 0 ? { uid: 65_534 } : {})
    chmodSync(dataDir, 0o755)
    expect(stdout).toMatch(/✗ FAILED +Permission to write/)
    expect(listing(dataDir)).toEqual(before)
  })

  test('whose lock another writer holds, nor beside it', async () => {
    const { desk, dataDir } = commandMachine(cleanup, loadProfile({ machineIdFile: true }))
    expect((await desk(['settings', 'set', 'check-interval', '5'])).status).toBe(0)
    remove(dataDir, 'waiting')
    const before = listing(dataDir)
    const letGo = await holdLock(cleanup, dataDir)
    const { stdout } = await desk(['doctor', '--offline'])
    await letGo()
    expect(stdout).toContain('(code: store_busy)')
    expect(listing(dataDir)).toEqual(before)
  })
})
