// What changed since main is known whole, or it is said that it is not: a check that looked at nothing is no green one.
import { execFileSync } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { Cleanup } from '#tests/support/temporary.ts'
import { changedFiles } from '../../scripts/test/changed-files.ts'

const cleanup = new Cleanup()
afterEach(() => cleanup.run())

let root = ''
const git = (...args: string[]) =>
  execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example', ...args], {
    cwd: root,
    stdio: 'pipe',
  })
function write(file: string, text: string): void {
  mkdirSync(path.dirname(path.join(root, file)), { recursive: true })
  writeFileSync(path.join(root, file), text)
}
function commit(): void {
  git('add', '--all')
  git('commit', '--quiet', '--message', 'a change')
}

beforeEach(() => {
  root = cleanup.folder()
  git('init', '--quiet', '--initial-branch', 'main')
  write('src/one.ts', 'export const one = 1')
  write('src/two.ts', 'export const two = 2')
  commit()
})

test('nothing changed', () => {
  expect(changedFiles(root)).toEqual({ there: [], gone: [] })
})

test('what was committed since main, what was not, and what Git does not know yet', () => {
  git('checkout', '--quiet', '-b', 'work')
  write('src/one.ts', 'export const one = 3')
  commit()
  write('src/two.ts', 'export const two = 4')
  write('src/grüße “neu”.ts', 'export const late = 5')
  expect(changedFiles(root)).toEqual({ there: ['src/one.ts', 'src/two.ts', 'src/grüße “neu”.ts'], gone: [] })
})

test('what was deleted, and the old name of what was renamed', () => {
  rmSync(path.join(root, 'src/one.ts'))
  git('mv', 'src/two.ts', 'src/second.ts')
  expect(changedFiles(root)).toEqual({ there: ['src/second.ts'], gone: ['src/one.ts', 'src/two.ts'] })
})

test('in a clone of one branch, against the main it came from', () => {
  git('update-ref', 'refs/remotes/origin/main', 'main')
  git('checkout', '--quiet', '-b', 'work')
  git('branch', '--quiet', '-D', 'main')
  write('src/one.ts', 'export const one = 3')
  commit()
  expect(changedFiles(root)).toEqual({ there: ['src/one.ts'], gone: [] })
})

test.each([
  ['there is no main', () => git('branch', '--quiet', '-m', 'main', 'another')],
  ['there is no Git', () => rmSync(path.join(root, '.git'), { recursive: true })],
])('where %s nobody can say', (_, happens) => {
  happens()
  expect(changedFiles(root)).toBeNull()
})
