// A file at a place that a person names: whole, or as it was before.
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { saveFile } from '#main/adapters/saved-file.ts'
import { failure } from '#shared/contract/errors.ts'
import { err, ok } from '#shared/result.ts'
import { Cleanup } from '#tests/support/temporary.ts'

const cleanup = new Cleanup()
afterEach(() => cleanup.run())

const NEW = new TextEncoder().encode('new')
const windows = process.platform === 'win32'

test('a new file has the content and is alone in its folder', () => {
  const folder = cleanup.folder()
  const file = path.join(folder, 'licenses.csv')
  expect(saveFile(file, NEW)).toEqual(ok(undefined))
  expect(readFileSync(file, 'utf8')).toBe('new')
  expect(readdirSync(folder)).toEqual(['licenses.csv'])
})

test.skipIf(windows)('a file that is there is replaced, and nobody may read it who could not before', () => {
  const file = path.join(cleanup.folder(), 'licenses.csv')
  writeFileSync(file, 'old')
  chmodSync(file, 0o600)
  expect(saveFile(file, NEW)).toEqual(ok(undefined))
  expect(readFileSync(file, 'utf8')).toBe('new')
  expect(statSync(file).mode & 0o777).toBe(0o600)
})

test.skipIf(windows)('a link stays one: the file that it names is replaced', () => {
  const folder = cleanup.folder()
  const [file, link] = [path.join(folder, 'licenses.csv'), path.join(folder, 'latest.csv')]
  writeFileSync(file, 'old')
  symlinkSync(file, link)
  expect(saveFile(link, NEW)).toEqual(ok(undefined))
  expect(lstatSync(link).isSymbolicLink()).toBe(true)
  expect(readFileSync(file, 'utf8')).toBe('new')
})

test.skipIf(process.platform !== 'linux')('a device is written to, never replaced by a file', () => {
  expect(saveFile('/dev/null', NEW)).toEqual(ok(undefined))
  expect(saveFile('/dev/full', NEW)).toEqual(err(failure('disk_full', { path: '/dev/full' })))
  for (const device of ['/dev/null', '/dev/full']) expect(statSync(device).isCharacterDevice()).toBe(true)
})

test('a folder of that name, and a folder that is not there, are refused and leave nothing behind', () => {
  const folder = cleanup.folder()
  const taken = path.join(folder, 'taken')
  mkdirSync(taken)
  writeFileSync(path.join(taken, 'kept'), 'old')
  for (const file of [taken, path.join(folder, 'no', 'such', 'licenses.csv')])
    expect(saveFile(file, NEW)).toEqual(err(failure('file_not_written', { path: file })))
  expect(readdirSync(folder)).toEqual(['taken'])
  expect(readdirSync(taken)).toEqual(['kept'])
})

test.skipIf(process.platform === 'win32')(
  'a file with License Codes is its person’s alone, also in the place of one that others may read (issue 10.11)',
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
