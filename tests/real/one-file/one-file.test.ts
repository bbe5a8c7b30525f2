// activation-desk as one file, built once for all that is asked of it here (issue 15).
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { requireBuild } from '#tests/support/cli.ts'
import { runsWhere } from '#tests/support/runs-where.ts'
import { survivesBadDays } from './bad-days.ts'
import { buildOneFiles, run } from './build.ts'
import { BuiltDesk } from './built-desk.ts'
import { holdsOnAnEmptySystem } from './empty-system.ts'
import { holdsForTheTestKit } from './test-kit.ts'

/** Milliseconds: as two cores that others use take for it. */
const BUILDING = 300_000
const isHere = process.platform === 'linux' && process.arch === 'x64'

/** Nothing is left of OpenSSL: no signature can be verified, and Node itself does not start. */
const NO_CRYPTOGRAPHY = `nodejs_conf = all
[all]
providers = providers
[providers]
null = null
[null]
activate = 1
`

describe('one file', runsWhere(isHere, 'the file of linux-x64 runs on linux-x64'), () => {
  const desk = new BuiltDesk()
  beforeAll(async () => {
    requireBuild()
    await desk.build()
  }, BUILDING)
  afterAll(() => desk.cleanup.run())

  test('its Node takes the code that was compiled when it was built, and no other code’s', async () => {
    const { stdout } = await run([desk.codeCache], [])
    const told = JSON.parse(stdout) as { bytes: number }
    expect(told).toMatchObject({ rejected: false, ofOther: true })
    expect(told.bytes).toBeGreaterThan(10_000)
  })

  test('no file that OPENSSL_CONF names changes its answer, nor keeps the server from working', async () => {
    const dataDir = path.join(desk.cleanup.folder(), 'data')
    await desk.activateOffline(dataDir)
    const hostile = path.join(desk.cleanup.folder(), 'openssl.cnf')
    writeFileSync(hostile, NO_CRYPTOGRAPHY)
    const answer = await desk.ask(dataDir, desk.product)
    expect(answer.status).toBe(0)
    expect(await desk.ask(dataDir, desk.product, [], { OPENSSL_CONF: hostile })).toEqual(answer)
    const server = await run([desk.server], ['--version'], { env: { OPENSSL_CONF: hostile } })
    expect(server).toMatchObject({ status: 0, stderr: '' })
    // That is what it does to a Node which reads it.
    const read = await run([process.execPath, '-e', '0'], [], { env: { OPENSSL_CONF: hostile } })
    expect(read.status).not.toBe(0)
  })

  test('NODE_OPTIONS is not heard (issue 15)', async () => {
    const folder = desk.cleanup.folder()
    const planted = path.join(folder, 'planted.cjs')
    writeFileSync(planted, 'process.exit(0)')
    const asked = await desk.ask(folder, desk.product, [], { NODE_OPTIONS: `--require=${planted}` })
    expect(asked.status).toBe(1)
  })

  // What a full disk or a broken copy left of it answers nothing, or lacks nothing that it needs to answer. Of an empty
  // file a shell makes a script with nothing in it, which ends with 0: the guide has the caller look at the words.
  test('a file that was cut off gives no verdict (issue 15)', async () => {
    const folder = desk.cleanup.folder()
    const [program = ''] = desk.program
    const question = ['--data-dir', path.join(folder, 'none'), 'check', '--product', desk.product]
    const whole = await run([program], question)
    const { size } = statSync(program)
    const cut = path.join(folder, 'cut')
    for (const length of [size - 1, size - 100_000, size - 1_000_000, Math.floor(size / 2), 4096]) {
      copyFileSync(program, cut)
      truncateSync(cut, length)
      chmodSync(cut, 0o755)
      const ended = await run([cut], question).catch(() => null)
      if (ended?.status === 0 || ended?.status === 1) expect([length, ended]).toEqual([length, whole])
    }
  })

  test(
    'built again from the same it is the same, and the sums say so (issue 15)',
    { timeout: BUILDING },
    async () => {
      const again = path.join(desk.cleanup.folder(), 'again')
      mkdirSync(again)
      await buildOneFiles({ profileFile: desk.profileFile, systems: ['linux-x64'], output: again })
      const sums = (folder: string) => readFileSync(path.join(folder, 'SHA256SUMS'), 'utf8')
      expect(sums(again)).toBe(sums(path.dirname(desk.server)))
      const checked = await run(['/usr/bin/env', 'sha256sum'], ['--check', 'SHA256SUMS'], { cwd: again })
      expect(checked.status).toBe(0)
      // Nor does it say where it was built.
      for (const name of ['activation-desk-linux-x64', 'activation-server-linux-x64'])
        expect(readFileSync(path.join(again, name)).includes(path.resolve('.'))).toBe(false)
    },
  )

  describe('on a bad day', () => survivesBadDays(desk))
  describe('on an empty system', () => holdsOnAnEmptySystem(desk))
  describe('and the test vendor', () => holdsForTheTestKit(desk))
})
