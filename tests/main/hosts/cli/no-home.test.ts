// A service's user: no HOME, and no entry in the system's list of users (issue 10.18).
import { spawnSync } from 'node:child_process'
import { chmodSync, chownSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { PRODUCT } from '#tests/contracts/every-status/scenario.ts'
import { requireBuild, runDesk, runProgram, type CliRun } from '#tests/support/cli.ts'
import { install } from '#tests/support/installation.ts'
import { must } from '#tests/support/must.ts'
import { onPosix } from '#tests/support/runs-where.ts'
import { Cleanup } from '#tests/support/temporary.ts'
import { openVendorSide } from '#tests/support/vendor-side.ts'

const NOBODY = 12_345
const cleanup = new Cleanup()
afterEach(() => cleanup.run())
beforeAll(requireBuild)

/** Only root may become another user: elsewhere HOME alone is taken away. */
const asService =
  process.getuid?.() === 0 && spawnSync('setpriv', ['--version']).status === 0
    ? ['setpriv', '--reuid', String(NOBODY), '--clear-groups', 'env', '-u', 'HOME']
    : ['env', '-u', 'HOME']

/** A data folder with a license in it, and everything that the service's user needs to ask. */
async function licensed() {
  const folder = cleanup.folder()
  chmodSync(folder, 0o755)
  const dataDir = path.join(folder, 'data')
  const vendor = await openVendorSide(cleanup)
  const desk = install(cleanup, await vendor.profile(), { dataDir })
  const license = await vendor.sell({ overLimit: 3 })
  const offlineKey = await vendor.answer(license, await desk.uniqueKey())
  must(await desk.router.call('licenses.activateOffline', { code: license.key, offlineKey }))
  const profile = path.join(folder, 'vendor.json')
  writeFileSync(profile, JSON.stringify(await vendor.profile()))
  if (asService[0] === 'setpriv') spawnSync('chown', ['-R', String(NOBODY), dataDir])
  return { license: license.id, folder, args: ['--data-dir', dataDir, '--vendor', profile] }
}

describe('without a home (issue 10.18)', onPosix('users of Windows have a home'), () => {
  test('every command works, and the gate says yes', async () => {
    const { license, args } = await licensed()
    const run = (...more: string[]): Promise<CliRun> => runDesk([...args, ...more], { under: asService })
    const answers: [readonly string[], number][] = [
      [['check', '--product', PRODUCT], 0],
      [['check', '--product', 'another'], 1],
      [['list'], 0],
      [['info'], 0],
      [['unique-key'], 0],
      [['request'], 0],
      [['machine-id', 'show'], 0],
      [['usage', 'set', PRODUCT, '3'], 0],
      [['usage', 'show'], 0],
      [['usage', 'history', PRODUCT], 0],
      [['code', license], 0],
      [['activity'], 0],
      [['export', '--format', 'json'], 0],
      [['settings', 'show'], 0],
      [['settings', 'set', 'offline-only', 'on'], 0],
      [['refresh'], 3], // offline only
      [['deactivate', license], 0],
    ]
    for (const [more, status] of answers) {
      const { status: was, stderr } = await run(...more)
      expect([more, was, stderr.includes('home')]).toEqual([more, status, false])
    }
    // `doctor` may fail for what this machine lacks, but comes to an end.
    expect((await run('--json', 'doctor', '--offline')).stdout).toContain('"machine_id"')
  }, 120_000)

  test('preferences last as long as the program, and it says so', async () => {
    const { args, folder } = await licensed()
    const chosen = await runDesk([...args, 'preferences', '--theme', 'dark'], { under: asService })
    expect([chosen.status, chosen.stdout.split('\n')[0]]).toEqual([0, expect.stringMatching(/^theme +dark$/)])
    const isKept = asService[0] !== 'setpriv' // another user's home is in the system's list
    expect(chosen.stderr.includes('so no preference is kept from one command to the next')).toBe(!isKept)
    const config = path.join(folder, 'home')
    mkdirSync(config)
    if (!isKept) chownSync(config, NOBODY, 0)
    const under = [...asService, `HOME=${config}`]
    const kept = await runDesk([...args, 'preferences', '--theme', 'dark'], { under })
    expect([kept.status, kept.stderr]).toEqual([0, ''])
    expect(readFileSync(path.join(config, '.config/Activation Desk/config.json'), 'utf8')).toContain('dark')
  })

  test('the gate of a checkout says yes and no as well', async () => {
    const { args } = await licensed()
    const entry = path.resolve(import.meta.dirname, '../../../../scripts/run.mjs')
    const ask = async (product: string) => {
      const question = ['src-main/hosts/cli/activation-desk.mjs', ...args, 'check', '--product', product]
      return (await runProgram(entry, question, { under: asService })).status
    }
    expect([await ask(PRODUCT), await ask('another')]).toEqual([0, 1])
  })
})
