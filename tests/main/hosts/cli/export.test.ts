// activation-desk export: to a file that cannot be written. Whole or not at all, with a reason and what to do.
import { spawnSync } from 'node:child_process'
import { chmodSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { requireBuild, resultOf, runDesk, deskProgram } from '#tests/support/cli.ts'
import { writeMachineId } from '#tests/support/installation.ts'
import { loadProfile } from '#tests/support/profile.ts'
import { onPosix } from '#tests/support/runs-where.ts'
import { UNSOLD_CODE } from '#tests/support/unsold-code.ts'
import { Cleanup } from '#tests/support/temporary.ts'

const cleanup = new Cleanup()
beforeAll(requireBuild)
afterEach(() => cleanup.run())

const THIS_MACHINE = 4

/** The command, on a machine of its own that everybody may use. */
function exporting(output: string): string[] {
  const folder = cleanup.folder()
  const dataDir = path.join(folder, 'data')
  const profile = path.join(folder, 'vendor.json')
  writeMachineId(dataDir, '0123456789abcdef0123456789abcdef')
  writeFileSync(profile, JSON.stringify(loadProfile({ machineIdFile: true })))
  chmodSync(folder, 0o755)
  chmodSync(dataDir, 0o777)
  const options = ['--json', '--vendor', profile, '--data-dir', dataDir]
  return [...options, 'export', '--format', 'csv', '--output', output]
}

describe('export', () => {
  test('replaces a file that is there', async () => {
    const file = path.join(cleanup.folder(), 'licenses.csv')
    writeFileSync(file, 'old')
    expect(await runDesk(exporting(file))).toMatchObject({ status: 0 })
    expect(readFileSync(file, 'utf8')).toContain('License Owner')
  })

  test('into a folder that is not there says so', async () => {
    const file = path.join(cleanup.folder(), 'no', 'licenses.csv')
    const run = await runDesk(exporting(file))
    expect(run.status).toBe(THIS_MACHINE)
    expect(resultOf(run)).toMatchObject({ error: { code: 'file_not_written', params: { path: file } } })
    const words = await runDesk(exporting(file).slice(1))
    expect(words.stderr).toContain(`There is no folder ${path.dirname(file)}.`)
    expect(words.stderr).toContain('Make that folder first, or choose another one.')
  })

  test(
    'where the person may not write leaves what is there',
    onPosix('Windows has no rights by number'),
    async () => {
      const folder = cleanup.folder()
      const file = path.join(folder, 'licenses.csv')
      writeFileSync(file, 'old')
      const nobody = process.getuid?.() === 0 ? { uid: 65_534 } : {} // rights do not stop root
      chmodSync(folder, 0o555)
      const run = await runDesk(exporting(file), nobody)
      chmodSync(folder, 0o755)
      expect(run.status).toBe(THIS_MACHINE)
      expect(resultOf(run)).toMatchObject({ error: { code: 'file_not_written' } })
      expect([readdirSync(folder), readFileSync(file, 'utf8')]).toEqual([['licenses.csv'], 'old'])
    },
  )

  test.for([
    ['size=64k', 'cat /dev/zero > "$0/filler"', 'space'],
    ['nr_inodes=4', 'touch "$0/filler"; mkdir "$0/folder"', 'files'], // the root and the old export are two
  ])('onto a disk of %s leaves what is there, and no half file', ([size, fill, out], context) => {
    if (spawnSync('unshare', ['-rm', 'true']).status !== 0)
      context.skip('needs “unshare -rm” for a small disk of its own')
    const disk = cleanup.folder()
    const script = `mount -t tmpfs -o ${size} tmpfs "$0" && printf old > "$0/licenses.csv"
      { ${fill}; } 2>/dev/null
      "$@"; echo "exit $?"; ls "$0"; cat "$0/licenses.csv"`
    const command = [process.execPath, deskProgram, ...exporting(path.join(disk, 'licenses.csv'))]
    const { stdout } = spawnSync('unshare', ['-rm', 'bash', '-c', script, disk, ...command], {
      encoding: 'utf8',
    })
    const [answer = '', ...rest] = stdout.split('\n')
    expect(JSON.parse(answer)).toMatchObject({ error: { code: 'disk_full', params: { out } } })
    expect(rest.filter((line) => line !== 'folder')).toEqual([
      `exit ${THIS_MACHINE}`,
      'filler',
      'licenses.csv',
      'old',
    ])
  })
})

test.each([
  ['export --with-codes', ['export', '--format', 'csv', '--with-codes']],
  ['request with a code', ['request', UNSOLD_CODE]],
])(
  '%s writes a file that nobody else may read (issue 10.11)',
  onPosix('Windows has no rights by number'),
  async (_, args) => {
    const file = path.join(cleanup.folder(), 'written')
    const command = [...exporting(file).slice(0, 5), ...args, '--output', file]
    expect(await runDesk(command)).toMatchObject({ status: 0 })
    expect(statSync(file).mode & 0o777).toBe(0o600)
  },
)
