// Keys, database and copies are their owner's alone: made so, and told where they no longer are (issue 12.7).
import { chmodSync, chownSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { once } from 'node:events'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { onPosix, runsWhere } from '#tests/support/runs-where.ts'
import { temporaryFolder, uniqueKey } from '../support/back-office.ts'
import { run, runHere, start } from '../support/command.ts'
import { database, keyFile } from '../support/damaged-back-office.ts'
import { prepareBackOffice } from '../support/prepared-back-office.ts'

const office = prepareBackOffice()

const withModes = onPosix('Windows has no modes')

const opened: readonly (readonly [string, number, (dataDir: string) => string, RegExp])[] = [
  [
    'a signing key that others may read',
    0o644,
    keyFile,
    /\.pem \(644\) lets others read it: “chmod -R go-rwx \S+keys”/,
  ],
  ['a signing key that a group may write', 0o660, keyFile, /\.pem \(660\) lets others read and write it/],
  [
    'a database that others may read',
    0o604,
    database,
    /activation\.db \(604\) lets others read it: “chmod -R go-rwx \S+activation\.db\*”/,
  ],
  [
    'a copy beside the database that others may read',
    0o644,
    (dataDir) => beside(dataDir, 'activation.db.old'),
    /db\.old \(644\) lets others read it/,
  ],
  [
    'a copy that others may read',
    0o644,
    (dataDir) => beside(dataDir, 'backups/old.db'),
    /old\.db \(644\) lets others read it: “chmod -R go-rwx \S+backups”/,
  ],
]

function beside(dataDir: string, name: string): string {
  const file = join(dataDir, name)
  mkdirSync(join(file, '..'), { recursive: true })
  writeFileSync(file, '')
  return file
}

it.for(opened)(
  'doctor names %s, with its mode and the command that mends it (issue 12.7)',
  withModes,
  async ([, mode, file, said]) => {
    const dataDir = await office.copy((folder) => chmodSync(file(folder), mode))
    const { exit, out } = await runHere(dataDir, ['doctor'])
    const faults = out
      .replaceAll(/\n {2,}/g, ' ')
      .split('\n')
      .filter((line) => line.startsWith('FAULT'))
    expect([exit, faults]).toEqual([3, [expect.stringMatching(said)]])
    expect(out).not.toContain("owner's alone")
  },
)

it(
  'doctor names a file that belongs to another user (issue 12.7)',
  runsWhere(process.getuid?.() === 0, 'only root gives a file away'),
  async () => {
    const dataDir = await office.copy((folder) => chownSync(keyFile(folder), 4711, 4711))
    const { exit, out } = await runHere(dataDir, ['doctor', '--json'])
    expect([exit, out]).toEqual([
      3,
      expect.stringMatching(/file_open_to_others.*\.pem belongs to another user \(uid 4711\)/),
    ])
  },
)

it('serve says it once at its start, and serves (issue 12.7)', withModes, async () => {
  const dataDir = await office.copy((folder) => {
    chmodSync(keyFile(folder), 0o644)
    chmodSync(database(folder), 0o666)
  })
  const server = start(dataDir, ['serve', '--port', '0'])
  onTestFinished(() => void server.kill())
  let said = ''
  server.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()))
  const [listening] = (await once(server.stdout, 'data')) as [Buffer]
  expect(listening.toString()).toMatch(/^Listening on /)
  server.kill()
  await once(server, 'close')
  expect(said.match(/^warning: the mode of \S+ \(6\d\d\) lets others/gm)).toHaveLength(2)
})

it(
  'whatever the mask lets through, every file that a command makes is its owner’s alone (issue 12.7)',
  withModes,
  async () => {
    const older = process.umask(0)
    onTestFinished(() => void process.umask(older))
    const [dataDir, copy] = [join(temporaryFolder(), 'new', 'office'), join(temporaryFolder(), 'copy.db')]
    await run(dataDir, ['init'])
    const sold = await run(dataDir, ['license', 'create', '--owner', 'A', '--product', 'storage', '--json'])
    const { id } = JSON.parse(sold.out) as { id: string }
    const output = join(dataDir, 'answer.txt')
    await run(dataDir, ['answer', '--license', id, '--unique-key', uniqueKey(), '--output', output])
    await run(dataDir, ['backup', copy])
    await run(dataDir, ['keys', 'prepare'])
    chmodSync(copy, 0o666)
    await run(dataDir, ['restore', copy])
    const server = start(dataDir, ['serve', '--port', '0'])
    onTestFinished(() => void server.kill())
    await once(server.stdout, 'data')
    const names = ['.', ...(readdirSync(dataDir, { recursive: true }) as string[])].toSorted()
    const open = names.filter((name) => (statSync(join(dataDir, name)).mode & 0o077) !== 0)
    server.kill()
    await once(server, 'close')
    expect(names).toEqual(
      expect.arrayContaining(['activation.db-wal', 'activation.db-shm', 'answer.txt', 'backups']),
    )
    expect(open).toEqual([])
  },
)
