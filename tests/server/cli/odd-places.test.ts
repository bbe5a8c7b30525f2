// What stands in the way is named as what it is: open files, a disk that may only be read, the disk that is full (issue 12.10).
import { spawnSync } from 'node:child_process'
import { symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, type TestContext } from 'vitest'
import { onPosix } from '#tests/support/runs-where.ts'
import { program } from '../support/command.ts'
import { temporaryFolder, uniqueKey } from '../support/back-office.ts'
import { prepareBackOffice } from '../support/prepared-back-office.ts'

const office = prepareBackOffice()

/** With a shell's commands before the program's, among mounts of its own. */
function inShell(context: TestContext, before: string, argv: readonly string[], place: string) {
  if (spawnSync('unshare', ['-rm', 'true']).status !== 0)
    context.skip('needs “unshare -rm” for mounts of its own')
  const script = `${before} && exec "$@"`
  const command = [process.execPath, program, ...argv]
  return spawnSync('unshare', ['-rm', 'sh', '-c', script, place, ...command], { encoding: 'utf8' })
}

it(
  'too many open files is one sentence, whatever was to be opened (issue 12.10)',
  onPosix('Windows has no such limit for a process'),
  async () => {
    const dataDir = await office.copy(() => undefined)
    const seen = [...Array(10).keys()].flatMap((more) =>
      [['license', 'list'], ['doctor'], ['license', 'create', '--owner', 'A', '--product', 'storage']].map(
        (argv) => {
          const command = [process.execPath, program, ...argv, '--data-dir', dataDir]
          const limited = ['-c', `ulimit -n ${17 + more}; exec "$@"`, 'sh', ...command]
          const { status, stdout, stderr } = spawnSync('sh', limited, { encoding: 'utf8' })
          return { status, said: stdout + stderr }
        },
      ),
    )
    // With fewer still Node itself ends, by a signal or as it opens our first file.
    const started = seen.filter(({ status, said }) => status !== null && !said.startsWith('node:'))
    for (const { status, said } of started) {
      expect(said).not.toMatch(/internal error|look at the rights/)
      if (status !== 0) expect([status, said]).toEqual([3, expect.stringContaining('ulimit -n')])
    }
    expect(started.filter(({ status }) => status === 3).length).toBeGreaterThan(3)
  },
)

it('a disk that may only be read is a fault of the place, said as such (issue 12.10)', async (context) => {
  const copy = await office.copy(() => undefined)
  for (const [make, argv] of [
    ['true', ['init']],
    ['mkdir -m 700 /mnt/sv', ['restore', join(copy, 'activation.db')]], // it makes none
  ] as const) {
    const readOnly = `mount -t tmpfs tmpfs /mnt && ${make} && mount -o ro,remount /mnt`
    const { status, stderr } = inShell(context, readOnly, [...argv, '--data-dir', '/mnt/sv'], 'sh')
    expect([argv[0], status, stderr.replaceAll('\n', ' ')]).toEqual([
      argv[0],
      3,
      expect.stringMatching(/^the disk of \/mnt\/sv\S* may only be read \(EROFS\)/),
    ])
  }
})

it('a data folder on a disk that may only be read is said as such by every command (issue 12.10)', async (context) => {
  const dataDir = await office.copy(() => undefined)
  const readOnly = `mount --bind ${dataDir} /mnt && mount -o bind,remount,ro /mnt`
  for (const argv of [
    ['license', 'list'],
    ['license', 'create', '--owner', 'A', '--product', 'storage'],
    ['answer', '--license', office.license, '--unique-key', uniqueKey()],
    ['keys', 'list'],
    ['keys', 'rotate'],
    ['profile'],
    ['backup', '/tmp/never-made.db'],
    ['database', 'upgrade'],
    ['doctor'],
    ['serve', '--port', '0'],
    ['serve', '--port', '0', '--log-file', '/mnt/log'],
  ]) {
    const { status, stdout, stderr } = inShell(context, readOnly, [...argv, '--data-dir', '/mnt'], 'sh')
    const said = stdout + stderr
    expect([argv, status, said]).toEqual([argv, 3, expect.stringMatching(/ may only be read \(EROFS\)/)])
    expect(said).not.toContain('look at the rights')
  }
})

it('a disk with little room left keeps no key from signing, says doctor (issue 12.9)', async (context) => {
  const dataDir = await office.copy(() => undefined)
  const little = `mount -t tmpfs -o size=8m,mode=700 tmpfs /mnt && cp -R ${dataDir}/. /mnt`
  const { status, stdout } = inShell(context, little, ['doctor', '--data-dir', '/mnt'], 'sh')
  expect([status, stdout]).toEqual([
    3,
    expect.stringMatching(/FAULT {2}hardly any room is left .*may fail soon/),
  ])
  expect(stdout).toMatch(/ok {5}key \w+ signs now/)
})

const LINK = 'link that leads nowhere'
const noFolder = (is: string) => `is a ${is}, and no folder: move it away, and put back what was there`

it.each([
  ['that is not there', (place: string) => place, 'holds no vendor data: run "init" first'],
  ['that is a file', (place: string) => (writeFileSync(place, ''), place), noFolder('file')],
  [
    'that is a link to nowhere',
    (place: string) => (symlinkSync('/nonexist/a', place), place),
    noFolder(LINK),
  ],
  ['that is a link to itself', (place: string) => (symlinkSync(place, place), place), noFolder(LINK)],
])('doctor calls nothing well about a folder %s', (_, make, is) => {
  const dataDir = make(join(temporaryFolder(), 'a'))
  const { status, stdout } = spawnSync(process.execPath, [program, 'doctor', '--data-dir', dataDir], {
    encoding: 'utf8',
  })
  expect([status, stdout]).toEqual([3, `FAULT  ${dataDir} ${is}\n`])
})

it('a disk without a further file is a fault of the place for init (issue 12.10)', (context) => {
  const fill = 'mount -t tmpfs -o size=4m,nr_inodes=4 tmpfs /mnt && touch /mnt/a /mnt/b /mnt/c'
  const { status, stderr } = inShell(context, fill, ['init', '--data-dir', '/mnt/sv'], 'sh')
  expect([status, stderr]).toEqual([3, expect.stringMatching(/^the disk of \S+ has room, but takes no/)])
})

it('restore names the disk that is full, not the one of the copy (issue 12.10)', async (context) => {
  const copy = join(temporaryFolder(), 'good.db')
  const dataDir = await office.copy(() => undefined)
  const made = spawnSync(process.execPath, [program, 'backup', copy, '--data-dir', dataDir])
  expect(made.status).toBe(0)
  const full =
    'mount -t tmpfs -o size=64k tmpfs /mnt && { cat /dev/zero >/mnt/filler; } 2>/dev/null; mkdir -p /mnt/v'
  const { status, stderr } = inShell(context, full, ['restore', copy, '--data-dir', '/mnt/v'], 'sh')
  expect([status, stderr]).toEqual([3, expect.stringMatching(/^there is no room left on[^]*\/mnt\/v/)])
  expect(stderr).not.toContain('good.db')
})
