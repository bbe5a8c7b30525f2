// A file at a place that a person names: whole, or as it was before.
import {
  chmodSync,
  chownSync,
  lchownSync,
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

test('a new file has the content and is alone in its folder', () => {
  const folder = cleanup.folder()
  const file = path.join(folder, 'licenses.csv')
  expect(saveFile(file, NEW)).toEqual(ok(undefined))
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
    expect(saveFile(file, NEW)).toEqual(ok(undefined))
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
    expect(saveFile(link, NEW)).toEqual(ok(undefined))
    expect(lstatSync(link).isSymbolicLink()).toBe(true)
    expect(readFileSync(file, 'utf8')).toBe('new')
  },
)

test('a device is written to, never replaced by a file', onLinux('only Linux has /dev/full'), () => {
  expect(saveFile('/dev/null', NEW)).toEqual(ok(undefined))
  expect(saveFile('/dev/full', NEW)).toEqual(err(failure('disk_full', { path: '/dev/full', out: 'space' })))
  for (const device of ['/dev/null', '/dev/full']) expect(statSync(device).isCharacterDevice()).toBe(true)
})

test('a folder of that name, and a folder that is not there, are refused and leave nothing behind', () => {
  const folder = cleanup.folder()
  const taken = path.join(folder, 'taken')
  mkdirSync(taken)
  writeFileSync(path.join(taken, 'kept'), 'old')
  const nowhere = path.join(folder, 'no', 'such', 'licenses.csv')
  expect(saveFile(nowhere, NEW)).toEqual(err(failure('file_not_written', { path: nowhere })))
  const inTheWay = process.platform === 'win32' ? {} : { reason: 'folder_in_the_way' as const }
  expect(saveFile(taken, NEW)).toEqual(err(failure('file_not_written', { path: taken, ...inTheWay })))
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
      expect(saveFile(file, NEW, { confidential: true })).toEqual(ok(undefined))
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
  expect(saveFile(file, NEW)).toEqual(err(failed))
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
    expect(saveFile(pipe, NEW)).toEqual(err(failure('file_not_written', { path: pipe })))
  },
)

test('a pipe of one’s own takes it', onPosix('Windows has no pipes in a folder'), async () => {
  const pipe = path.join(cleanup.folder(), 'pipe')
  execFileSync('mkfifo', [pipe])
  const reader = spawn('cat', [pipe], { stdio: ['ignore', 'pipe', 'inherit'] })
  const taken: Buffer[] = []
  reader.stdout.on('data', (chunk: Buffer) => taken.push(chunk))
  // The reader is there once its end is open.
  while (!saveFile(pipe, NEW).ok) await new Promise((resolve) => setImmediate(resolve))
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
      expect(saveFile(pipe, NEW, { confidential })).toEqual(err(failure('file_not_written', { path: pipe })))
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
      expect(saveFile(planted, NEW)).toEqual(err(failure('file_not_written', { path: planted })))
    expect(readFileSync(file, 'utf8')).toBe('old')
  },
)
