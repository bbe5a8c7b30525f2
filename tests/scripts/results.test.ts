// What a run of `npm run package` made comes to the vendor's folder, and nothing else of it goes (issue 16).
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { insistOnPlace, moveOut, openWorkFolder } from '../../scripts/packaging/results.ts'
import { Cleanup } from '#tests/support/temporary.ts'

const cleanup = new Cleanup()
afterEach(() => cleanup.run())

function made(folder: string, name: string, text: string): string {
  const file = path.join(folder, name)
  mkdirSync(path.dirname(file), { recursive: true })
  writeFileSync(file, text)
  return file
}

test('each run has a folder of its own, in one that need not be there', () => {
  const output = path.join(cleanup.folder(), 'release/now')
  const [one, two] = [openWorkFolder(output), openWorkFolder(output)]
  expect(one).not.toBe(two)
  expect([path.dirname(one), readdirSync(one)]).toEqual([output, []])
})

test('a folder that cannot be written is told in words', () => {
  const file = made(cleanup.folder(), 'release', '')
  expect(() => openWorkFolder(file)).toThrow(/^Nothing can be put into .*release: /)
})

test('an app takes the place of one that was packed before, a file that of a file; what lies beside stays', () => {
  const output = cleanup.folder()
  const precious = made(output, 'linux-isos/precious.txt', 'mine')
  made(output, 'linux-unpacked/resources/app.asar', 'before')
  made(output, 'linux-unpacked/old.txt', '')
  made(output, 'desk.deb', 'before')
  const work = openWorkFolder(output)
  made(work, 'linux-unpacked/resources/app.asar', 'now')
  expect(moveOut(path.join(work, 'linux-unpacked'), output)).toBe(path.join(output, 'linux-unpacked'))
  expect(moveOut(made(work, 'desk.deb', 'now'), output)).toBe(path.join(output, 'desk.deb'))
  expect(readFileSync(path.join(output, 'linux-unpacked/resources/app.asar'), 'utf8')).toBe('now')
  expect(existsSync(path.join(output, 'linux-unpacked/old.txt'))).toBe(false)
  expect(readFileSync(path.join(output, 'desk.deb'), 'utf8')).toBe('now')
  expect(readFileSync(precious, 'utf8')).toBe('mine')
})

test.each([
  ['a folder without an app', 'linux-unpacked/photo.jpg'],
  ['a file', 'linux-unpacked'],
])('%s where the app would go stays, and is named', (_, name) => {
  const output = cleanup.folder()
  const theirs = made(output, name, 'mine')
  const work = openWorkFolder(output)
  made(work, 'linux-unpacked/resources/app.asar', 'now')
  const app = path.join(work, 'linux-unpacked')
  expect(() => insistOnPlace(app, output)).toThrow('linux-unpacked is in the way')
  expect(() => moveOut(app, output)).toThrow('linux-unpacked is in the way')
  expect(readFileSync(theirs, 'utf8')).toBe('mine')
})

test('an app of macOS is one, too; a folder where a file would go stays', () => {
  const output = cleanup.folder()
  made(output, 'mac-universal/Activation Desk.app/Contents/Resources/app.asar', 'before')
  const theirs = made(output, 'desk.dmg/mine.txt', 'mine')
  const work = openWorkFolder(output)
  made(work, 'mac-universal/Activation Desk.app/Contents/Resources/app.asar', 'now')
  moveOut(path.join(work, 'mac-universal'), output)
  expect(() => moveOut(made(work, 'desk.dmg', 'now'), output)).toThrow('desk.dmg cannot be put into')
  expect(readFileSync(theirs, 'utf8')).toBe('mine')
})
