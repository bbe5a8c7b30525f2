// Each program as one file, on a system that has no Node: an empty environment, no home, nothing on the PATH.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { writeMachineId } from '#tests/support/installation.ts'
import { needTool, qemuArm64 } from '#tests/support/tools.ts'
import { rows } from '../../e2e/support/hands.ts'
import { expect, test } from '../../e2e/support/test.ts'
import { buildOneFiles, run, value } from './build.ts'
import { DATA_DIR, emptyRoot } from './empty-root.ts'

/** Milliseconds: a build and what is asked of it, as two cores that others use take for it. */
const BUILDING = 300_000

test.describe.configure({ mode: 'serial' })
test.skip(process.platform !== 'linux' || process.arch !== 'x64', 'the file of linux-x64 runs on linux-x64')

test('one file activates, answers, lists and serves where nothing is but the C library, and only its data folder can be written (issue 15)', async ({
  vendor,
  cleanup,
  browser,
}) => {
  test.setTimeout(BUILDING)
  const { code } = await vendor.sell('Contoso B.V.')
  const output = cleanup.folder()
  await buildOneFiles({ profileFile: vendor.profileFile, systems: ['linux-x64'], output })
  const file = path.join(output, 'activation-desk-linux-x64')
  const root = emptyRoot(cleanup.folder(), file)
  if (!root) return test.skip(true, 'needs “unshare -rm” for a root of its own')
  copyFileSync(file, path.join(root.folder, 'desk'))
  const program = [...root.within, '/desk']
  const dataDir = path.join(root.folder, DATA_DIR)
  writeMachineId(dataDir, '0123456789abcdef0123456789abcdef')
  const desk = (args: readonly string[]) => run(program, args)

  const none = await desk(['check', '--product', 'inventory'])
  expect(none).toMatchObject({ status: 1, stdout: expect.stringContaining('may not run') })
  const { uniqueKey = '' } = value((await desk(['--json', 'unique-key'])).stdout)
  writeFileSync(path.join(root.folder, 'key.lic'), await vendor.answer(code, uniqueKey))
  expect(await desk(['activate', code, '--offline-key', '/key.lic'])).toMatchObject({ status: 0 })
  expect(await desk(['check', '--product', 'inventory', '--quiet'])).toEqual({
    status: 0,
    stdout: '',
    stderr: '',
  })
  expect((await desk(['list'])).stdout).toContain('Contoso B.V.')
  const notices = await desk(['notices'])
  expect(notices.stdout).toContain('zod ')
  // (issue 16) It runs on Node, which is in it, with what Node has inside.
  expect(notices.stdout).toContain(`node ${process.versions.node.split('.')[0] ?? ''}.`)
  for (const inside of ['OpenSSL', 'V8', 'ICU', 'libuv'])
    expect(notices.stdout).toContain(`- ${inside}, located at `)
  // What cannot be a verdict is none.
  expect((await desk(['check', '--product', 'inventory', '--help'])).status).toBe(2)
  expect((await desk(['check', '--product', 'inventory', '--vendor', vendor.profileFile])).status).toBe(2)
  writeFileSync(path.join(dataDir, 'licenses', 'x'), '')
  expect((await desk(['check', '--product', 'other'])).status).toBe(2)

  const [shell = '', ...words] = program
  const served = spawn(shell, [...words, '--json', 'serve', '--no-open'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {},
  })
  cleanup.add(() => served.kill())
  const [line] = (await once(createInterface({ input: served.stdout }), 'line')) as [string]
  const page = await browser.newPage()
  await page.goto(value(line)['url'] ?? '')
  await expect(rows(page)).toHaveCount(7)
  await page.close()
})

test('the files for other systems are made with their sums and bills, and the one for linux-arm64 says its Unique Key, activates and answers, under emulation (issue 15)', async ({
  vendor,
  cleanup,
}) => {
  test.setTimeout(BUILDING)
  const qemu = needTool(qemuArm64, { skip: (reason) => test.skip(true, reason) })
  const output = cleanup.folder()
  await buildOneFiles({ profileFile: vendor.profileFile, systems: ['linux-arm64', 'win-x64'], output })
  expectForWindows(output)
  const program = [qemu, '-L', '/usr/aarch64-linux-gnu', path.join(output, 'activation-desk-linux-arm64')]
  const dataDir = path.join(output, 'data')
  writeMachineId(dataDir, '0123456789abcdef0123456789abcdef')
  const key = await run(program, ['--data-dir', dataDir, '--json', 'unique-key'])
  expect(value(key.stdout)['uniqueKey']).toMatch(/^VIRTUALMETRIC(-[0-9A-Z]{5}){6}$/)
  const check = () => run(program, ['--data-dir', dataDir, 'check', '--product', 'inventory'])
  expect(await check()).toMatchObject({ status: 1, stdout: expect.stringContaining('may not run') })
  const { code } = await vendor.sell('Contoso B.V.')
  const keyFile = path.join(output, 'key.lic')
  writeFileSync(keyFile, await vendor.answer(code, value(key.stdout)['uniqueKey'] ?? ''))
  const activate = ['--data-dir', dataDir, 'activate', code, '--offline-key', keyFile]
  expect(await run(program, activate)).toMatchObject({ status: 0 })
  expect(await check()).toMatchObject({ status: 0, stdout: expect.stringContaining('may run') })
})

/** The files for Windows stand with the others in the sums, and have their bill. Wine 8 does not start them: V8 finds no room. */
function expectForWindows(output: string): void {
  const sums = readFileSync(path.join(output, 'SHA256SUMS'), 'utf8').trim().split('\n')
  expect(sums.map((line) => line.split(/ +/)[1])).toEqual([
    'activation-desk-linux-arm64',
    'activation-server-linux-arm64',
    'activation-desk-win-x64.exe',
    'activation-server-win-x64.exe',
  ])
  for (const line of sums) {
    const [sum, file = ''] = line.split(/ +/)
    const content = readFileSync(path.join(output, file))
    expect(createHash('sha256').update(content).digest('hex')).toBe(sum)
    if (file.endsWith('.exe')) expect(content.toString('latin1', 0, 2)).toBe('MZ')
  }
  for (const system of ['linux-arm64', 'win-x64'])
    expect(readFileSync(path.join(output, `sbom-${system}.cdx.json`), 'utf8')).toContain('"name": "node"')
}
