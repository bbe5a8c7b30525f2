// A data folder that cannot be made or written is named as what it is by every command that writes, and by `doctor` before
// any of them is tried (issue 12.6).
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeAll, expect, test, type TestContext } from 'vitest'
import { requireBuild, resultOf, runDesk } from '#tests/support/cli.ts'
import { runDeskHere } from '#tests/support/desk-here.ts'
import { loadProfile } from '#tests/support/profile.ts'
import { onPosix } from '#tests/support/runs-where.ts'
import { Cleanup } from '#tests/support/temporary.ts'
import { UNSOLD_CODE } from '#tests/support/unsold-code.ts'
import { openVendorSide } from '#tests/support/vendor-side.ts'

const cleanup = new Cleanup()
beforeAll(requireBuild)
afterEach(() => cleanup.run())

const WRITING: readonly (readonly string[])[] = [
  ['settings', 'set', 'proxy', 'none'],
  ['machine-id', 'set', 'fedcba9876543210fedcba9876543210'],
]

/** `prepare`: a shell's commands among mounts of its own; `$0` is where a disk may be mounted. */
async function saidAt(context: TestContext, prepare: string, dataDirOf: (disk: string) => string) {
  if (spawnSync('unshare', ['-rm', 'true']).status !== 0)
    context.skip('needs “unshare -rm” for mounts of its own')
  const disk = cleanup.folder()
  const profile = path.join(cleanup.folder(), 'vendor.json')
  writeFileSync(profile, JSON.stringify(loadProfile({ machineIdFile: true })))
  const dataDir = dataDirOf(disk)
  const under = ['unshare', '-rm', 'bash', '-c', `${prepare} && exec "$@"`, disk]
  const run = (argv: readonly string[]) =>
    runDesk(['--json', '--vendor', profile, '--data-dir', dataDir, ...argv], { under })
  const examined = await run(['doctor', '--offline'])
  const { machine } = JSON.parse(examined.stdout) as {
    readonly machine: { readonly lines: readonly { step: string; state: string; problem: unknown }[] }
  }
  const answers = []
  for (const argv of WRITING) {
    const { status, ...rest } = await run(argv)
    answers.push({ status, error: (resultOf({ status, ...rest }) as { readonly error?: unknown }).error })
  }
  return {
    doctor: { status: examined.status, failed: machine.lines.filter(({ state }) => state === 'failed') },
    answers,
  }
}

const long = 'n'.repeat(245)
const CASES: readonly [string, string, (disk: string) => string, string, object][] = [
  [
    'a disk that takes no further file, where no store was made yet',
    'mount -t tmpfs -o nr_inodes=3,size=4m tmpfs "$0" && touch "$0/a" "$0/b"',
    (disk) => path.join(disk, 'sub', 'data'),
    'disk',
    { code: 'disk_full', params: { out: 'files' } },
  ],
  [
    'a disk with a file or two left, which a license does not fit into',
    'mount -t tmpfs -o nr_inodes=9,size=4m tmpfs "$0" && mkdir "$0/data" && touch "$0"/{a,b,c,d,e,f,g}',
    (disk) => path.join(disk, 'data'),
    'disk',
    { code: 'disk_full', params: { out: 'files' } },
  ],
  [
    'a disk without room, where no store was made yet',
    'mount -t tmpfs -o size=8k tmpfs "$0" && { cat /dev/zero >"$0/a" 2>/dev/null || touch "$0/b"; }',
    (disk) => path.join(disk, 'sub', 'data'),
    'disk',
    { code: 'disk_full', params: { out: 'space' } },
  ],
  [
    'a disk that may only be read, where no store was made yet',
    'mount -t tmpfs -o ro tmpfs "$0"',
    (disk) => path.join(disk, 'sub', 'data'),
    'rights',
    { code: 'store_not_usable', params: { reason: 'read_only_disk' } },
  ],
  [
    'a disk that may only be read, with a store',
    'mount -t tmpfs tmpfs "$0" && mkdir -p "$0/data/staging" && mount -o remount,ro "$0"',
    (disk) => path.join(disk, 'data'),
    'rights',
    { code: 'store_not_usable', params: { reason: 'read_only_disk' } },
  ],
  [
    'a path of 500 letters',
    'true',
    (disk) => path.join(disk, long, long),
    'store',
    { code: 'store_not_usable', params: { reason: 'name_too_long' } },
  ],
  [
    'a name of 300 letters',
    'true',
    (disk) => path.join(disk, 'sub', 'n'.repeat(300)),
    'store',
    { code: 'store_not_usable', params: { reason: 'name_too_long' } },
  ],
]

test.for(CASES)('%s', async ([, prepare, dataDirOf, step, problem], context) => {
  const { doctor, answers } = await saidAt(context, prepare, dataDirOf)
  // Where no store can ever be, nothing can be read either.
  const found = step === 'store' ? { ...problem, code: 'store_unreachable' } : problem
  expect(doctor).toMatchObject({ status: 4, failed: [{ step, problem: found }] })
  for (const answer of answers) expect(answer).toMatchObject({ status: 4, error: problem })
})

test(
  'a path that is too long leaves no folders on its way',
  onPosix('Windows counts otherwise'),
  async () => {
    const folder = cleanup.folder()
    const dataDir = path.join(folder, long, long)
    expect((await runDesk(['--data-dir', dataDir, 'settings', 'set', 'proxy', 'none'])).status).toBe(4)
    expect(readdirSync(folder)).toEqual([])
  },
)

test.for([
  ['a name of 300 letters', ['n'.repeat(300)]],
  ['a path of 600 letters', ['p'.repeat(200), 'p'.repeat(200), 'p'.repeat(200)]],
] as const)(
  '%s is told by every command with one cause and one next step (issue 12.6)',
  onPosix('Windows counts otherwise'),
  async ([, names]) => {
    const folder = cleanup.folder()
    const vendor = path.join(folder, 'vendor.json')
    writeFileSync(vendor, JSON.stringify(await (await openVendorSide(cleanup)).profile()))
    for (const argv of [
      ['list'],
      ['check', '--product', 'storage'],
      ['doctor', '--offline'],
      ['activate', UNSOLD_CODE],
      ['usage', 'set', 'storage', '1'],
      ['settings', 'show'],
      ['settings', 'set', 'proxy', 'none'],
      ['backup', path.join(folder, 'backup')],
      ['activity'],
      ['refresh'],
      ['repair'],
    ]) {
      const said = await runDeskHere(['--vendor', vendor, '--data-dir', path.join(folder, ...names), ...argv])
      const told = (said.stdout + said.stderr).replaceAll(/\s+/g, ' ')
      expect([argv[0], told]).toEqual([
        argv[0],
        expect.stringContaining('Choose a data folder with a shorter path (“--data-dir”).'),
      ])
      expect(told).toContain('is longer than the path of a data folder may be.')
      expect(told).not.toContain('did not give')
    }
  },
)

test(
  'where the system makes no folder at all, that is said, and nothing waits for ever',
  onPosix('/proc is Linux’s'),
  async (context) => {
    if (!existsSync('/proc/self')) context.skip('needs /proc')
    const run = await runDesk(['--json', '--data-dir', '/proc/none/data', 'settings', 'set', 'proxy', 'none'])
    expect(run.status).toBe(4)
    expect(resultOf(run)).toMatchObject({
      error: { code: 'store_not_usable', params: { reason: 'cannot_be_made' } },
    })
  },
)

test('a usage that is refused makes no data folder (issue 12.3)', async () => {
  const profile = path.join(cleanup.folder(), 'vendor.json')
  writeFileSync(profile, JSON.stringify(loadProfile({ machineIdFile: true })))
  const dataDir = path.join(cleanup.folder(), 'mistyped')
  await runDeskHere(['--vendor', profile, '--data-dir', dataDir, 'usage', 'set', 'nothing', '1'])
  expect(existsSync(dataDir)).toBe(false)
})
