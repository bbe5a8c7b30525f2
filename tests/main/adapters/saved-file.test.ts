// A file at a place that a person names: whole, or as it was before.
import {
  chmodSync,
  chownSync,
  lchownSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import path from 'node:path'
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { afterEach, expect, test } from 'vitest'
import { saveFile } from '#main/adapters/saved-file.ts'
import { failure } from '#shared/contract/errors.ts'
import { messages as en } from '#shared/messages/en/messages.ts'
import { explain } from '#shared/messages/messages.ts'
import { err, ok } from '#shared/result.ts'
import { Cleanup } from '#tests/support/temporary.ts'
import { onLinux, onPosix } from '#tests/support/runs-where.ts'

const cleanup = new Cleanup()
afterEach(() => cleanup.run())

const NEW = new TextEncoder().encode('new')
const ELSEWHERE = { dataDir: path.resolve('/no/data/folder') }

test('a new file has the content and is alone in its folder', () => {
  const folder = cleanup.folder()
  const file = path.join(folder, 'licenses.csv')
  expect(saveFile(file, NEW, ELSEWHERE)).toEqual(ok(undefined))
  expect(readFileSync(file, 'utf8')).toBe('new')
  expect(readdirSync(folder)).toEqual(['licenses.csv'])
})

test(
  'a file that is there is replaced, and nobody may read it who could not before',
  onPosix('Windows has no rights by number'),
  () => {
    const file = path.join(cleanup.folder(), 'licenses.csv')
    writeFileSync(file, 'old')
    chmodSync(file, 0o600)
    expect(saveFile(file, NEW, ELSEWHERE)).toEqual(ok(undefined))
    expect(readFileSync(file, 'utf8')).toBe('new')
    expect(statSync(file).mode & 0o777).toBe(0o600)
  },
)

test(
  'a link stays one: the file that it names is replaced',
  onPosix('Windows lets not everybody make a link'),
  () => {
    const folder = cleanup.folder()
    const [file, link] = [path.join(folder, 'licenses.csv'), path.join(folder, 'latest.csv')]
    writeFileSync(file, 'old')
    symlinkSync(file, link)
    expect(saveFile(link, NEW, ELSEWHERE)).toEqual(ok(undefined))
    expect(lstatSync(link).isSymbolicLink()).toBe(true)
    expect(readFileSync(file, 'utf8')).toBe('new')
  },
)

test('a device is written to, never replaced by a file', onLinux('only Linux has /dev/full'), () => {
  expect(saveFile('/dev/null', NEW, ELSEWHERE)).toEqual(ok(undefined))
  expect(saveFile('/dev/full', NEW, ELSEWHERE)).toEqual(
    err(failure('disk_full', { path: '/dev/full', out: 'space' })),
  )
  for (const device of ['/dev/null', '/dev/full']) expect(statSync(device).isCharacterDevice()).toBe(true)
})

test('a folder of that name, and a folder that is not there, are refused and leave nothing behind', () => {
  const folder = cleanup.folder()
  const taken = path.join(folder, 'taken')
  mkdirSync(taken)
  writeFileSync(path.join(taken, 'kept'), 'old')
  const nowhere = path.join(folder, 'no', 'such', 'licenses.csv')
  const missing = failure('file_not_written', {
    path: nowhere,
    place: path.join(folder, 'no'),
    reason: 'no_folder',
  })
  expect(saveFile(nowhere, NEW, ELSEWHERE)).toEqual(err(missing))
  const { cause, todo } = explain(missing, en, { vendor: '', support: '' })
  expect([cause, todo]).toEqual([
    `There is no folder ${path.join(folder, 'no')}.`,
    'Make that folder first, or choose another one.',
  ])
  const through = path.join(taken, 'kept', 'licenses.csv')
  const place = path.join(taken, 'kept')
  if (process.platform !== 'win32')
    expect(saveFile(through, NEW, ELSEWHERE)).toEqual(
      err(failure('file_not_written', { path: through, place, reason: 'not_a_folder' })),
    )
  const inTheWay = process.platform === 'win32' ? {} : { reason: 'folder_in_the_way' as const }
  expect(saveFile(taken, NEW, ELSEWHERE)).toEqual(
    err(failure('file_not_written', { path: taken, ...inTheWay })),
  )
  expect(readdirSync(folder)).toEqual(['taken'])
  expect(readdirSync(taken)).toEqual(['kept'])
})

test(
  'a file with License Codes is its person’s alone, also in the place of one that others may read (issue 10.11)',
  onPosix('Windows has no rights by number'),
  () => {
    const folder = cleanup.folder()
    const [first, second] = [path.join(folder, 'new.csv'), path.join(folder, 'old.csv')]
    writeFileSync(second, 'old')
    chmodSync(second, 0o664)
    for (const file of [first, second]) {
      expect(saveFile(file, NEW, { ...ELSEWHERE, confidential: true })).toEqual(ok(undefined))
      expect(statSync(file).mode & 0o777).toBe(0o600)
    }
  },
)

test.each([
  ['EMFILE', 'too_many_open_files', /as many files open as it may.*“ulimit -n”/],
  ['ENFILE', 'too_many_open_files', /as many files open as it may.*“ulimit -n”/],
  ['EROFS', 'read_only_disk', /may only be read\..*Choose another folder/],
] as const)('%s is said to be that, and not a folder that is not there', (code, reason, words) => {
  const file = path.join(cleanup.folder(), 'licenses.csv')
  const failed = failure('file_not_written', { path: file, reason })
  const { openSync } = fs
  cleanup.add(() => {
    fs.openSync = openSync
    syncBuiltinESMExports()
  })
  fs.openSync = () => {
    throw Object.assign(new Error(code), { code })
  }
  syncBuiltinESMExports()
  expect(saveFile(file, NEW, ELSEWHERE)).toEqual(err(failed))
  const { cause, todo } = explain(failed, en, { vendor: '', support: '' })
  expect(`${cause} ${todo}`).toMatch(words)
})

const SOMEBODY = 12_345
const asRoot = process.getuid?.() === 0

test(
  'a pipe that nobody reads is an error, not a wait without end (issue 10.11)',
  onPosix('Windows has no pipes in a folder'),
  () => {
    const pipe = path.join(cleanup.folder(), 'pipe')
    execFileSync('mkfifo', [pipe])
    const failed = failure('file_not_written', { path: pipe, reason: 'nobody_reads' })
    expect(saveFile(pipe, NEW, ELSEWHERE)).toEqual(err(failed))
    expect(explain(failed, en, { vendor: '', support: '' }).cause).toBe(
      `${pipe} is a pipe or socket that no program reads from.`,
    )
  },
)

test('a pipe of one’s own takes it', onPosix('Windows has no pipes in a folder'), async () => {
  const pipe = path.join(cleanup.folder(), 'pipe')
  execFileSync('mkfifo', [pipe])
  const reader = spawn('cat', [pipe], { stdio: ['ignore', 'pipe', 'inherit'] })
  const taken: Buffer[] = []
  reader.stdout.on('data', (chunk: Buffer) => taken.push(chunk))
  // The reader is there once its end is open.
  while (!saveFile(pipe, NEW, ELSEWHERE).ok) await new Promise((resolve) => setImmediate(resolve))
  await once(reader, 'close')
  expect(Buffer.concat(taken).toString()).toBe('new')
})

test(
  'another user’s pipe gets nothing (issue 10.11)',
  onPosix('Windows has no pipes in a folder'),
  async (context) => {
    if (!asRoot) context.skip('files of other users can be made by root only')
    const pipe = path.join(cleanup.folder(), 'pipe')
    execFileSync('mkfifo', [pipe])
    chownSync(pipe, SOMEBODY, SOMEBODY)
    const reader = spawn('cat', [pipe], { stdio: ['ignore', 'pipe', 'inherit'] })
    const taken: Buffer[] = []
    reader.stdout.on('data', (chunk: Buffer) => taken.push(chunk))
    const gone = once(reader, 'close')
    for (const confidential of [true, false])
      // Whose it is can be told once its reader is there.
      expect(saveFile(pipe, NEW, { ...ELSEWHERE, confidential })).toMatchObject(
        err({ code: 'file_not_written', params: { path: pipe } }),
      )
    reader.kill()
    await gone
    expect(taken).toEqual([])
  },
)

test(
  'another user’s link leads to no file of ours (issue 10.5)',
  onPosix('Windows lets not everybody make a link'),
  (context) => {
    if (!asRoot) context.skip('files of other users can be made by root only')
    const folder = cleanup.folder()
    const [file, link, ours] = ['ours.csv', 'planted.csv', 'through.csv'].map((name) =>
      path.join(folder, name),
    )
    if (!file || !link || !ours) throw new Error('three names')
    writeFileSync(file, 'old')
    symlinkSync(file, link)
    lchownSync(link, SOMEBODY, SOMEBODY)
    symlinkSync(link, ours)
    const above = path.join(folder, 'above')
    symlinkSync(folder, above)
    lchownSync(above, SOMEBODY, SOMEBODY)
    for (const planted of [link, ours, path.join(above, 'ours.csv'), path.join(above, 'new.csv')])
      expect(saveFile(planted, NEW, ELSEWHERE)).toMatchObject({
        ok: false,
        error: { code: 'file_not_written', params: { path: planted, reason: 'of_others' } },
      })
    expect(readFileSync(file, 'utf8')).toBe('old')
  },
)

test(
  'what is in the data folder is replaced on no way that leads there (issue 12)',
  onPosix('Windows lets not everybody make a link'),
  () => {
    const folder = cleanup.folder()
    const [dataDir, outside] = [path.join(folder, 'data'), path.join(folder, 'outside')]
    const [own, around] = [path.join(dataDir, 'licenses', 'usage.json'), path.join(folder, 'around')]
    mkdirSync(path.join(dataDir, 'licenses'), { recursive: true })
    mkdirSync(outside)
    writeFileSync(own, 'old')
    symlinkSync(dataDir, around)
    symlinkSync(own, path.join(outside, 'link'))
    linkSync(own, path.join(outside, 'second-name'))
    const ways = [
      own,
      path.join(dataDir, 'new.json'),
      path.join(around, 'licenses', 'usage.json'),
      `${outside}/../data/licenses/usage.json`,
      path.join(outside, 'link'),
    ]
    const before = readdirSync(dataDir)
    for (const way of ways)
      for (const named of [dataDir, around]) {
        const refused = failure('file_not_written', { path: way, place: named, reason: 'data_folder' })
        expect(saveFile(way, NEW, { dataDir: named })).toEqual(err(refused))
        expect(explain(refused, en, { vendor: '', support: '' }).todo).toBe(
          `Choose a place outside of ${named}.`,
        )
      }
    // Another name of the same file becomes a file of its own.
    expect(saveFile(path.join(outside, 'second-name'), NEW, { dataDir })).toEqual(ok(undefined))
    expect([readFileSync(own, 'utf8'), readdirSync(dataDir)]).toEqual(['old', before])
    expect(saveFile(`${dataDir}-copy`, NEW, { dataDir })).toEqual(ok(undefined))
  },
)
