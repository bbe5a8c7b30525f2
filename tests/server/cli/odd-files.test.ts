// What lies where a file or a folder of the data folder belongs, and is none, is one sentence for every command: it is no crash,
// and nobody waits for it.
import { execFileSync } from 'node:child_process'
import { mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { onPosix } from '#tests/support/runs-where.ts'
import { run, runHere } from '../support/command.ts'
import { database } from '../support/damaged-back-office.ts'
import { temporaryFolder } from '../support/back-office.ts'
import { prepareBackOffice } from '../support/prepared-back-office.ts'

const office = prepareBackOffice()
const posix = {
  ...onPosix('Windows lets not everybody make a link, and has no pipes in a folder'),
  timeout: 90_000,
}

const KINDS = {
  'a link to nowhere': [(place: string) => symlinkSync('nowhere', place), 'link that leads nowhere'],
  'a link to itself': [(place: string) => symlinkSync(place, place), 'link that leads nowhere'],
  'a pipe': [(place: string) => void execFileSync('mkfifo', [place]), 'pipe'],
  'a folder': [(place: string) => mkdirSync(place), 'folder'],
} as const
type Kind = keyof typeof KINDS

function withOdd(name: string, kind: Kind) {
  return office.copy((folder) => {
    rmSync(join(folder, name), { recursive: true, force: true })
    KINDS[kind][0](join(folder, name))
  })
}

const COPY = '/tmp/never-made.db'

describe.each(Object.keys(KINDS) as Kind[])('%s', (kind) => {
  it.each([
    'activation.db',
    'activation.db-wal',
    'activation.db-shm',
    'activation.db-journal',
    'activation.db-writes',
  ])('in the place of %s is one sentence for every command', posix, async (name) => {
    const good = join(await office.copy(() => undefined), 'activation.db')
    const dataDir = await withOdd(name, kind)
    const sentence = `${join(dataDir, name)} is a ${KINDS[kind][1]}, and no file: move it away, and put back what was there`
    for (const argv of [
      ['license', 'list'],
      ['license', 'create', '--owner', 'A', '--product', 'storage'],
      ['backup', COPY],
      ['restore', good],
      ['database', 'upgrade'],
      ['serve', '--port', '0'],
      ...(name === 'activation.db' ? [['init']] : []),
    ]) {
      const { exit, error } = await runHere(dataDir, argv)
      expect([argv, exit, error]).toEqual([argv, 3, `${sentence}\n`])
    }
    const { exit, out } = await runHere(dataDir, ['doctor'])
    expect([exit, out]).toEqual([3, expect.stringContaining(`FAULT  ${sentence}\n`)])
  })
})

it(
  'what is no folder in the place of the keys is named by doctor, and makes nothing crash',
  posix,
  async () => {
    for (const kind of ['a link to nowhere', 'a link to itself', 'a pipe'] as const) {
      const dataDir = await withOdd('keys', kind)
      const { exit, out } = await runHere(dataDir, ['doctor'])
      expect([exit, out]).toEqual([
        3,
        expect.stringContaining(`keys is a ${KINDS[kind][1]}, and no folder: `),
      ])
      // Once, whatever looked there (issue 12).
      expect(out.match(/FAULT.*keys/g)).toHaveLength(1)
      for (const argv of [
        ['keys', 'prepare'],
        ['keys', 'rotate'],
        ['serve', '--port', '0'],
      ]) {
        const done = await run(dataDir, argv)
        expect([kind, argv, done.exit, done.error]).toEqual([
          kind,
          argv,
          3,
          expect.stringMatching(/^[^\n]+\n$/),
        ])
      }
      rmSync(database(dataDir))
      const made = await run(dataDir, ['init'])
      expect([kind, made.exit, made.error]).toEqual([kind, 3, expect.stringMatching(/^[^\n]+\n$/)])
    }
  },
)

it('a file in the place of the data folder is named by every command, and nobody is sent to “init”', async () => {
  const [file, good] = [join(temporaryFolder(), 'file'), await office.copy(() => undefined)]
  writeFileSync(file, 'something of somebody’s')
  const sentence = `${file} is a file, and no folder: move it away, and put back what was there`
  for (const argv of [
    ['init'],
    ['license', 'list'],
    ['profile'],
    ['backup', COPY],
    ['restore', database(good)],
    ['database', 'upgrade'],
    ['serve', '--port', '0'],
  ]) {
    const { exit, error } = await runHere(file, argv)
    expect([argv, exit, error]).toEqual([argv, 3, `${sentence}\n`])
  }
  const { exit, out } = await runHere(file, ['doctor'])
  expect([exit, out]).toEqual([3, `FAULT  ${sentence}\n`])
})

it('what is no file in the place of a key is named with what to do', posix, async () => {
  for (const kind of ['a pipe', 'a folder'] as const) {
    const dataDir = await office.copy(() => undefined)
    const [key = ''] = readdirSync(join(dataDir, 'keys'))
    rmSync(join(dataDir, 'keys', key))
    KINDS[kind][0](join(dataDir, 'keys', key))
    const { exit, out } = await runHere(dataDir, ['doctor'])
    expect([exit, out]).toEqual([
      3,
      expect.stringContaining(
        `${key} is a ${KINDS[kind][1]}, and no file: move it away, and put back what was there\n`,
      ),
    ])
  }
})

it(
  'what is no folder in the place of the copies lets nothing be restored, and the database stays',
  posix,
  async () => {
    const good = join(await office.copy(() => undefined), 'activation.db')
    for (const make of [
      (place: string) => writeFileSync(place, ''),
      ...Object.values(KINDS)
        .slice(0, 3)
        .map(([of]) => of),
    ]) {
      const dataDir = await office.copy((folder) => {
        rmSync(join(folder, 'backups'), { recursive: true, force: true })
        make(join(folder, 'backups'))
      })
      const { exit, error } = await runHere(dataDir, ['restore', good])
      expect([exit, error]).toEqual([
        3,
        expect.stringMatching(/^\S+backups is a [^\n]+, and no folder: [^\n]+\n$/),
      ])
      expect((await runHere(dataDir, ['license', 'show', office.license])).exit).toBe(0)
    }
  },
)

it(
  'a copy to restore that is a link to itself, or has a pipe beside it, is one sentence',
  posix,
  async () => {
    const dataDir = await office.copy(() => undefined)
    const folder = temporaryFolder()
    const [link, beside] = [join(folder, 'link.db'), join(folder, 'copy.db')]
    symlinkSync(link, link)
    expect((await runHere(dataDir, ['backup', beside])).exit).toBe(0)
    execFileSync('mkfifo', [`${beside}-wal`])
    for (const copy of [link, beside]) {
      const { exit, error } = await runHere(dataDir, ['restore', copy])
      expect([copy, exit, error]).toEqual([copy, 3, expect.stringMatching(/^[^\n]+, and no file: [^\n]+\n$/)])
    }
  },
)
