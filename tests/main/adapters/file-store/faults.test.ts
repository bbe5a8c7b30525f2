// What the system answers where nothing can be written: each has words and exit 4, none is a crash (issue 12.1, 12.6).
import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { writeFailure } from '#main/adapters/file-store/failures.ts'
import { fileStore } from '#main/adapters/file-store/file-store.ts'
import { requireBuild, resultOf, runDesk } from '#tests/support/cli.ts'
import { whileDamaged } from '#tests/support/damage.ts'
import { install, writeMachineId } from '#tests/support/installation.ts'
import { loadProfile } from '#tests/support/profile.ts'
import { onPosix } from '#tests/support/runs-where.ts'
import { sample } from '#tests/support/store-samples.ts'
import { Cleanup } from '#tests/support/temporary.ts'

const cleanup = new Cleanup()
beforeAll(requireBuild)
afterEach(() => cleanup.run())

/** Rights do not stop root, so the commands run as somebody else then. */
const unprivileged = process.getuid?.() === 0 ? { uid: 65_534 } : {}

/** A store that everybody may read. */
async function readableStore(): Promise<{ readonly dataDir: string; readonly args: readonly string[] }> {
  const folder = cleanup.folder()
  chmodSync(folder, 0o755)
  const dataDir = path.join(folder, 'data')
  const profile = path.join(folder, 'vendor.json')
  writeFileSync(profile, JSON.stringify(loadProfile({ machineIdFile: true })))
  writeMachineId(dataDir, '0123456789abcdef0123456789abcdef')
  await fileStore(dataDir).write((writer) => writer.putLicense(sample()))
  return { dataDir, args: ['--json', '--vendor', profile, '--data-dir', dataDir] }
}

function openUp(dataDir: string, folders: number, files: number): void {
  const entries = readdirSync(dataDir, { recursive: true, withFileTypes: true })
  for (const entry of entries)
    chmodSync(path.join(entry.parentPath, entry.name), entry.isDirectory() ? folders : files)
  chmodSync(dataDir, folders)
}

describe(
  'a store that one may read but not write (issue 12.1)',
  onPosix('Windows has no rights by number'),
  () => {
    const ways: readonly [string, (dataDir: string) => void][] = [
      ['nothing of it', (dataDir) => openUp(dataDir, 0o555, 0o444)],
      [
        'nothing of it, which has no lock yet',
        (dataDir) => {
          rmSync(path.join(dataDir, 'lock.db'))
          openUp(dataDir, 0o555, 0o444)
        },
      ],
      [
        // SQLite opens it for reading then, and locks nobody out.
        'its lock alone',
        (dataDir) => {
          openUp(dataDir, 0o777, 0o666)
          chmodSync(path.join(dataDir, 'lock.db'), 0o444)
        },
      ],
    ]
    test.each(ways)('(%s) is store_not_writable, with exit 4', async (_, spoil) => {
      const { dataDir, args } = await readableStore()
      spoil(dataDir)
      for (const command of [
        ['settings', 'set', 'proxy', 'none'],
        ['machine-id', 'set', 'fedcba9876543210fedcba9876543210'],
      ]) {
        const run = await runDesk([...args, ...command], unprivileged)
        expect(resultOf(run)).toMatchObject({ ok: false, error: { code: 'store_not_writable' } })
        expect([run.status, run.stderr]).toEqual([4, expect.not.stringContaining('    at ')])
      }
      const doctor = await runDesk([...args, 'doctor', '--offline'], unprivileged)
      expect(doctor.status).toBe(4)
      const { machine } = JSON.parse(doctor.stdout) as { machine: { lines: { step: string }[] } }
      expect(machine.lines).toHaveLength(12)
      expect(machine.lines.find(({ step }) => step === 'rights')).toMatchObject({ state: 'failed' })
    })
  },
)

describe('what stands in the way has its own words (issue 12.6)', () => {
  const settings = { offlineOnly: true }
  const set = (dataDir: string) =>
    install(cleanup, loadProfile({ machineIdFile: true }), { dataDir, machineId: null }).router.call(
      'settings.set',
      settings,
    )

  test('a path of thousands of letters', onPosix('Windows has other limits of a path'), async () => {
    const dataDir = path.join(cleanup.folder(), ...Array<string>(20).fill('n'.repeat(250)))
    expect(await set(dataDir)).toMatchObject({
      error: { code: 'store_not_usable', params: { reason: 'name_too_long' } },
    })
  })

  test(
    'a path of 500 letters, which the system takes and the lock does not',
    onPosix('Windows has other limits of a path'),
    async () => {
      const dataDir = path.join(cleanup.folder(), ...Array<string>(2).fill('n'.repeat(245)))
      expect(await set(dataDir)).toMatchObject({
        error: { code: 'store_not_usable', params: { reason: 'name_too_long' } },
      })
    },
  )

  test('a data folder behind a link to nowhere', async () => {
    const link = path.join(cleanup.folder(), 'link')
    symlinkSync('/nowhere/at/all', link)
    expect(await set(path.join(link, 'data'))).toMatchObject({
      error: { code: 'store_unreachable', params: { reason: 'link_to_nowhere' } },
    })
  })

  test.each(['EMFILE', 'ENFILE'])('a file of usage that %s kept from being read stays', async (code) => {
    const { dataDir } = await readableStore()
    const store = fileStore(dataDir)
    const usage = { product: 'storage', usage: 1, reportedAt: 5, daysOverLimit: { days: [], since: null } }
    await store.write((writer) => writer.putUsage(usage))
    const file = path.join(dataDir, 'usage.json')
    await whileDamaged({ kind: code, code }, { file, aside: '' }, async () => {
      expect(await store.write((writer) => writer.putUsage({ ...usage, usage: 2 }))).toMatchObject({
        error: { code: 'store_not_usable', params: { path: file, reason: 'too_many_open_files' } },
      })
      expect(await store.repair()).toMatchObject({
        value: { setAside: [], left: [{ where: 'usage.json', reason: 'too_many_open_files' }] },
      })
    })
    expect(store.read()).toMatchObject({ value: { usage: [usage] } })
  })

  test('no file that may be opened any more', onPosix('Windows has no ulimit'), async () => {
    const { args } = await readableStore()
    for (const files of [19, 21, 23]) {
      const under = ['bash', '-c', `ulimit -n ${files}; exec "$@"`, 'bash']
      const run = await runDesk([...args, 'usage', 'set', 'virtualization', '1'], { under })
      // Whatever Node itself makes of so few, it is no “refused”.
      expect([0, 1]).not.toContain(run.status)
    }
  })

  test.for([
    ['a new store', 'cp "$1/machine-id" "$0"'],
    ['a store that was written before', 'cp -a "$1/." "$0"'],
  ])('a disk with room that takes no further file: %s', async ([, bring], context) => {
    if (spawnSync('unshare', ['-rm', 'true']).status !== 0)
      context.skip('needs “unshare -rm” for a small disk of its own')
    const { dataDir, args } = await readableStore()
    const disk = cleanup.folder()
    const fill = 'while touch "$0/file-$((n += 1))"; do :; done 2>/dev/null'
    const script = `mount -t tmpfs -o nr_inodes=40,mode=777 tmpfs "$0" && ${bring} && ${fill} && exec "\${@:2}"`
    const under = ['unshare', '-rm', 'bash', '-c', script, disk, dataDir]
    const there = args.map((arg) => (arg === dataDir ? disk : arg))
    expect(resultOf(await runDesk([...there, 'settings', 'set', 'proxy', 'none'], { under }))).toMatchObject({
      error: { code: 'disk_full', params: { path: disk, out: 'files' } },
    })
  })

  /** As node:sqlite throws them: https://sqlite.org/rescode.html */
  const sqlite = (errcode: number) => Object.assign(new Error(), { code: 'ERR_SQLITE_ERROR', errcode })
  const system = (code: string) => Object.assign(new Error(), { code })
  test.each([
    [sqlite(3850), 'no_locks'], // SQLITE_IOERR_LOCK: ENOTSUP, EINVAL
    [sqlite(15), 'no_locks'],
    [sqlite(266), 'disk_fault'], // SQLITE_IOERR_READ
    [sqlite(1034), 'disk_fault'], // SQLITE_IOERR_FSYNC
    [system('ENOLCK'), 'no_locks'],
    [system('ENOTSUP'), 'no_locks'],
    [system('EMFILE'), 'too_many_open_files'],
    [system('ENFILE'), 'too_many_open_files'],
    [system('EIO'), 'disk_fault'],
    [system('ESTALE'), 'share_away'],
  ])('%j', (error, reason) => {
    expect(writeFailure(error, '/data')).toEqual({
      code: 'store_not_usable',
      params: { path: '/data', reason },
    })
  })
  test.each([
    [sqlite(8), 'store_not_writable'],
    [sqlite(1544), 'store_not_writable'], // SQLITE_READONLY_DIRECTORY
    [sqlite(526), 'store_not_writable'], // SQLITE_CANTOPEN_ISDIR
  ])('%j', (error, code) => {
    expect(writeFailure(error, cleanup.folder())).toMatchObject({ code })
  })
  test.each([
    [sqlite(13), 'space'],
    [system('ENOSPC'), 'space'],
    [system('EDQUOT'), 'quota'],
  ])('%j is disk_full, and says what is used up', (error, out) => {
    const path = cleanup.folder()
    expect(writeFailure(error, path)).toEqual({ code: 'disk_full', params: { path, out } })
  })
  test('a fault of the program is no fault of the disk', () => {
    const bug = new TypeError('a bug')
    expect(() => writeFailure(bug, '/data')).toThrow(bug)
  })
})

describe(
  'what a killed writer left (issue 12.6)',
  onPosix('a writer is killed by a signal, and Windows has none'),
  () => {
    test.each(['settings.json', 'machine-id', 'revision'])(
      'beside %s is removed by the next writer',
      async (name) => {
        const { dataDir } = await readableStore()
        writeFileSync(path.join(dataDir, `${name}.0123456789ab.tmp`), 'half')
        mkdirSync(path.join(dataDir, 'notes.tmp'))
        await fileStore(dataDir).write((writer) => writer.raiseMark(5))
        const left = readdirSync(dataDir).filter((entry) => entry.endsWith('.tmp'))
        expect(left).toEqual(['notes.tmp'])
      },
    )
  },
)
