// npm test builds only where something changed, and never runs on a build of something else.
import { appendFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { Cleanup } from '#tests/support/temporary.ts'
import { buildStamp, type BuildStamp } from '../../scripts/build-stamp.ts'

const cleanup = new Cleanup()
afterEach(() => cleanup.run())

let root = ''
let stamp: BuildStamp
const at = (file: string) => path.join(root, file)
function write(file: string, text: string): void {
  mkdirSync(path.dirname(at(file)), { recursive: true })
  writeFileSync(at(file), text)
}

beforeEach(() => {
  root = cleanup.folder()
  const sources = ['src-main/main.ts', 'src-server/store/migrations/1.sql', 'src-renderer/App.svelte']
  const tools = ['scripts/build.ts', 'vite.config.ts', 'package-lock.json', 'node_modules/.package-lock.json']
  for (const file of [...sources, ...tools, 'assets/vendor.json', 'dist/main/main.js']) write(file, file)
  stamp = buildStamp(root, at('dist'), at('node_modules/.cache/build.stamp'))
  stamp.begin()
  stamp.confirm()
})

test('what nothing was changed of is not built again (issue 9)', () => {
  expect(stamp.isCurrent()).toBe(true)
  write('tests/some.test.ts', 'a test is not in the build')
  expect(stamp.isCurrent()).toBe(true)
})

test.each([
  'src-main/main.ts',
  'src-server/store/migrations/1.sql',
  'src-renderer/App.svelte',
  'assets/vendor.json',
  'scripts/build.ts',
  'vite.config.ts',
  'package-lock.json',
  'node_modules/.package-lock.json',
  'dist/main/main.js',
])('a changed or missing %s is a build to make anew (issue 9)', (file) => {
  appendFileSync(at(file), ' ')
  expect(stamp.isCurrent()).toBe(false)
  write(file, file)
  expect(stamp.isCurrent()).toBe(true)
  rmSync(at(file))
  expect(stamp.isCurrent()).toBe(false)
})

test.each(['src-shared/new.ts', 'dist/cli/left-over.js', '.env.local'])(
  'a new %s is a build to make anew (issue 9)',
  (file) => {
    write(file, '')
    expect(stamp.isCurrent()).toBe(false)
  },
)

test('a build that was cut off is none, and neither is one that was edited under (issue 9)', () => {
  stamp.begin()
  expect(stamp.isCurrent()).toBe(false)
  appendFileSync(at('src-main/main.ts'), 'saved while it is built')
  stamp.confirm()
  expect(stamp.isCurrent()).toBe(false)
})
