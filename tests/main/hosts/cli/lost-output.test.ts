// What a command did stands, also where what it prints is lost to a full disk or to a reader that has left: it says so.
import { spawnSync } from 'node:child_process'
import { closeSync, openSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { loadEnvironment } from '#main/hosts/cli/environment.ts'
import { buildProgram } from '#main/hosts/cli/program.ts'
import { run } from '#main/hosts/cli/run.ts'
import { cli } from '#shared/messages/en/cli.ts'
import { messages } from '#shared/messages/en/messages.ts'
import { deskProgram, requireBuild } from '#tests/support/cli.ts'
import { install } from '#tests/support/installation.ts'
import { onLinux } from '#tests/support/runs-where.ts'
import { Cleanup } from '#tests/support/temporary.ts'
import { must, openVendorSide } from '#tests/support/vendor-side.ts'

const cleanup = new Cleanup()
const folder = cleanup.folder()
const file = (name: string) => path.join(folder, name)
const common = ['--data-dir', file('data'), '--vendor', file('vendor.json')]
const LOST = 'error: what was to be printed could not be written (ENOSPC)\n'
let code = ''
let id = ''
let offline = ''
beforeAll(async () => {
  requireBuild()
  vi.stubEnv('XDG_CONFIG_HOME', file('config'))
  const side = await openVendorSide(cleanup)
  writeFileSync(file('vendor.json'), JSON.stringify(await side.profile()))
  const desk = install(cleanup, await side.profile(), { dataDir: file('data') })
  const license = await side.sell()
  ;({ key: code, id } = license)
  const sold = await side.sell()
  const uniqueKey = await desk.uniqueKey()
  const activated = must(
    await desk.router.call('licenses.activateOffline', {
      code: sold.key,
      offlineKey: await side.answer(sold, uniqueKey),
    }),
  )
  offline = activated.license.id
})
afterAll(async () => {
  vi.unstubAllEnvs()
  await cleanup.run()
})

/** In one process: every sentence that would be said beside lost output. */
async function doneBy(argv: readonly string[]): Promise<{ done: string[]; status: number }> {
  const done: string[] = []
  const program = buildProgram({
    messages: { ...messages, cli },
    loadEnvironment,
    startWebHost: () => Promise.reject(new Error('nothing is served here')),
    output: { write: () => true },
    problems: { write: () => true },
    done: (sentence) => done.push(sentence),
  })
  return { status: await run(program, ['node', 'activation-desk', ...common, ...argv], cli), done }
}

test('every command that changes something says that it stands, and no other does', async () => {
  const { changed, 'licenses.deactivate': gone = '' } = cli.done
  for (const [argv, said] of [
    [['activate', code], [changed]],
    [['usage', 'set', 'virtualization', '5'], [changed]],
    [['usage', 'set', 'nothing', '5'], []],
    [['refresh'], [changed]],
    [['settings', 'set', 'offline-only', 'off'], [changed]],
    [['preferences', '--theme', 'dark'], [changed]],
    [['repair'], [changed]],
    [['backup', file('backup')], [changed]],
    [['restore', file('backup')], [changed]],
    [['request', '--output', file('request'), '--qr'], [changed]],
    [['export', '--format', 'csv', '--output', file('csv')], [changed]],
    [['activity', '--export', 'csv', '--output', file('log')], [changed]],
    [['deactivate', id], [gone]],
    [['deactivate', id], []],
    [['machine-id', 'set', '5d41402abc4b2a76b9719d911017c592'], [changed]],
    [['list'], []],
    [['export', '--format', 'csv'], []],
    [['request'], []],
    [['activity'], []],
    [['doctor', '--offline'], []],
    [['usage', 'show'], []],
    [['settings', 'show'], []],
    [['preferences'], []],
    [['check', '--product', 'storage'], []],
  ] as const)
    expect((await doneBy(argv)).done, argv.join(' ')).toEqual(said)
})

/** Standard output is a redirection to a disk that is full. */
function onFullDisk(argv: readonly string[]) {
  const full = openSync('/dev/full', 'w')
  try {
    const { status, stderr } = spawnSync(process.execPath, [deskProgram, ...common, ...argv], {
      stdio: ['ignore', full, 'pipe'],
      encoding: 'utf8',
    })
    return { status, stderr }
  } finally {
    closeSync(full)
  }
}

test(
  'on a full disk: this machine stands in the way (4), and a gate could not tell (2)',
  onLinux('only Linux has /dev/full'),
  () => {
    expect(onFullDisk(['list'])).toEqual({ status: 4, stderr: LOST })
    expect(onFullDisk(['check', '--product', 'storage'])).toEqual({ status: 2, stderr: LOST })
    const { status, stderr } = onFullDisk(['deactivate', offline])
    expect([status, stderr]).toEqual([4, expect.stringContaining('off this machine all the same')])
    expect(stderr.endsWith(LOST)).toBe(true)
  },
)
