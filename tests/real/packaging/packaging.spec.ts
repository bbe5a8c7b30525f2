// The packaged app: built with a vendor's profile compiled in, packed by electron-builder, started from its asar.
import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { extractAll, listPackage } from '@electron/asar'
import { readFuses } from '../../../scripts/packaging/fuses.ts'
import { documentedFuses } from '#tests/support/documented-fuses.ts'
import { runProgram } from '#tests/support/cli.ts'
import { launchElectron, launchToItsEnd } from '#tests/support/electron-app.ts'
import { writeMachineId } from '#tests/support/installation.ts'
import { preference } from '../../e2e/support/checklist.ts'
import { activateOnline, rows } from '../../e2e/support/hands.ts'
import { expect, test } from '../../e2e/support/test.ts'

const root = path.resolve(import.meta.dirname, '../../..')

interface Bill {
  readonly components: readonly { readonly name: string }[]
}

/** As whoever packs calls it; on a machine with none of the programs that a package may want. */
async function packageApp(profileFile: string, output: string, ...targets: string[]) {
  const options = ['--profile', profileFile, '--output', output, '--stand-in', '--test-build']
  const words = [...options, ...targets.flatMap((target) => ['--target', target])]
  const env = { ...process.env, PATH: '' }
  return new Promise<{ status: unknown; stdout: string; stderr: string }>((resolve) =>
    execFile(
      process.execPath,
      [path.join(root, 'scripts/package.ts'), ...words],
      { cwd: root, env, maxBuffer: 2 ** 24 },
      (error, stdout, stderr) => resolve({ status: error?.code ?? 0, stdout, stderr }),
    ),
  )
}

test.describe.configure({ mode: 'serial' })

test('the packaged app holds no code that can sign, trusts its own vendor alone, and activates', async ({
  vendor,
  cleanup,
}) => {
  test.skip(process.platform !== 'linux', 'the stand-in for Electron’s distribution is for Linux')
  test.setTimeout(600_000)
  const { code } = await vendor.sell('Contoso B.V.')
  await vendor.startBuiltServer()
  const output = cleanup.folder()
  // (issue 16) Called as electron-builder may call the app's folder: it is the vendor's own.
  const beside = path.join(output, 'linux-isos/mine.txt')
  mkdirSync(path.dirname(beside))
  writeFileSync(beside, 'mine')
  const packed = await packageApp(vendor.profileFile, output, 'dir', 'rpm')
  expect(packed.stdout).toContain(`\n${path.join(output, 'linux-unpacked')}\n`)
  expect(packed.stderr).toContain('Left out: rpm: needs rpmbuild')
  expect(packed.stderr).toContain('Not signed: linux-unpacked: a folder carries none')
  // A script that goes on after it would hand out what is not there.
  expect(packed.status).toBe(2)
  expect(readdirSync(output).sort()).toEqual(['linux-isos', 'linux-unpacked'])
  expect(readFileSync(beside, 'utf8')).toBe('mine')

  // (issue 16) As it lies in the package.
  const fuses = await readFuses(path.join(output, 'linux-unpacked/activation-desk-app'))
  expect(fuses).toMatchObject(documentedFuses())

  const resources = path.join(output, 'linux-unpacked/resources')
  const asar = path.join(resources, 'app.asar')
  const files = listPackage(asar, { isPack: false })
  expect(files).toContain('/dist/main/main.js')
  expect(files.filter((file) => /node_modules|server|\.map$|\.pem$/.test(file))).toEqual([])
  // Beside the archive, where the app looks for what it was installed with.
  const app = path.join(resources, 'app')
  extractAll(asar, app)
  const main = readdirSync(path.join(app, 'dist/main')).map((name) =>
    readFileSync(path.join(app, 'dist/main', name), 'utf8'),
  )
  expect(main.filter((text) => text.includes('createPrivateKey'))).toEqual([])
  expect(existsSync(path.join(app, 'dist/renderer/index.html'))).toBe(true)

  const bill = JSON.parse(readFileSync(path.join(resources, 'sbom.cdx.json'), 'utf8')) as Bill
  const named = bill.components.map(({ name }) => name)
  expect(named).toEqual(expect.arrayContaining(['electron', 'hono', 'svelte', 'zod']))
  // Node is in a deb and an rpm alone.
  expect(named).not.toContain('node')
  const notices = await runProgram(path.join(resources, 'cli/activation-desk.mjs'), ['notices'])
  expect(named.filter((name) => name !== 'electron' && !notices.stdout.includes(`${name} `))).toEqual([])
  expect(existsSync(path.join(output, 'linux-unpacked/LICENSE.electron.txt'))).toBe(true)

  const dataDir = cleanup.folder()
  writeMachineId(dataDir, '0123456789abcdef0123456789abcdef')
  const packaged = {
    appDir: app,
    args: ['--data-dir', dataDir, `--user-data-dir=${cleanup.folder()}`],
    env: { DOUBLE_PACKAGED: '1' },
  }
  const { app: started } = await launchElectron(packaged)
  const page = await started.firstWindow()
  // (issue 16) Only a checkout has them.
  expect(await preference('devTools')({ app: started })).toBe(false)
  await activateOnline(page, code)
  await expect(rows(page)).toHaveCount(7)
  await started.close()

  const cli = path.join(resources, 'cli/activation-desk.mjs')
  const gate = ['--data-dir', dataDir, 'check', '--product', 'inventory']
  expect(await runProgram(cli, gate)).toMatchObject({ status: 0, stderr: '' })
  // Started as an administrator starts it, by the script beside it.
  const script = spawn(path.join(resources, 'cli/activation-desk'), gate, { stdio: 'ignore' })
  expect((await once(script, 'exit'))[0]).toBe(0)
  const other = await runProgram(cli, ['--vendor', vendor.profileFile, ...gate])
  expect(other.status).toBe(2)
  expect(other.stderr).toContain('takes no --vendor')

  const served = spawn(process.execPath, [cli, '--data-dir', dataDir, '--json', 'serve', '--no-open'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  cleanup.add(() => served.kill())
  const [line] = (await once(createInterface({ input: served.stdout }), 'line')) as [string]
  const answer = await fetch(new URL('/', (JSON.parse(line) as { url: string }).url))
  expect(await answer.text()).toContain('<div id=')
  served.kill()

  // (issue 10.9) What lies outside of the archive is held against the list in it.
  const doctor = () => runProgram(cli, ['--data-dir', dataDir, 'doctor', '--offline'])
  const healthy = await doctor()
  expect([healthy.status, healthy.stdout]).toEqual([
    0,
    expect.stringMatching(/✓ ok +Files of the program +\d+/),
  ])
  const at = (name: string) => path.join(resources, name)
  const [html, notice, added] = [
    at('renderer/index.html'),
    at('cli/third-party-notices.txt'),
    at('cli/conf.js'),
  ]
  const [htmlText, noticeText] = [readFileSync(html), readFileSync(notice)]
  const damages: readonly [string, () => void, () => void][] = [
    [
      `${html} is not what was packed`,
      () => writeFileSync(html, String(htmlText).replace('<!doctype', '<!DOCTYPE')),
      () => writeFileSync(html, htmlText),
    ],
    [`${notice} is missing`, () => rmSync(notice), () => writeFileSync(notice, noticeText)],
    [`${added} does not belong there`, () => writeFileSync(added, ''), () => rmSync(added)],
  ]
  for (const [words, damage, mend] of damages) {
    damage()
    expect(await launchToItsEnd(packaged)).toEqual({ exitCode: 4, output: expect.stringContaining(words) })
    const found = await doctor()
    expect([found.status, found.stdout]).toEqual([4, expect.stringContaining(words)])
    mend()
  }
  expect((await doctor()).status).toBe(0)
})

test('a profile without keys is refused: such a build could verify nothing', async ({ cleanup, vendor }) => {
  const file = path.join(cleanup.folder(), 'vendor.json')
  const profile = JSON.parse(readFileSync(vendor.profileFile, 'utf8')) as object
  writeFileSync(file, JSON.stringify({ ...profile, keys: [] }))
  const output = path.join(cleanup.folder(), 'release')
  const { status, stderr } = await packageApp(file, output, 'dir')
  expect([status, stderr]).toEqual([2, expect.stringContaining('has no public keys')])
  expect(existsSync(output)).toBe(false)
})
