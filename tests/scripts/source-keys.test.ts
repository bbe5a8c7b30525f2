// A cached lint result is for one state of a file and of all that it sees; any change there makes another key.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { Cleanup } from '#tests/support/temporary.ts'
import { sourceFiles } from '../../scripts/test/import-graph.ts'
import { sourceKeys } from '../../scripts/test/source-keys.ts'

const cleanup = new Cleanup()
afterEach(() => cleanup.run())

let root = ''
function write(file: string, text: string): void {
  mkdirSync(path.dirname(path.join(root, file)), { recursive: true })
  writeFileSync(path.join(root, file), text)
}
const keyOf = (file: string) => sourceKeys(root, sourceFiles(root), ['eslint.config.ts']).keyOf(file)

beforeEach(() => {
  root = cleanup.folder()
  write('package.json', JSON.stringify({ imports: { '#shared/*': './src-shared/*' } }))
  write('eslint.config.ts', `import { rule } from './scripts/lint/a-rule.ts'`)
  write('scripts/lint/a-rule.ts', 'export const rule = 1')
  write('src-shared/far.ts', 'export const far = 1')
  write('src-shared/terms.json', '{}')
  write('src-shared/near.ts', `export type { far } from './far.ts'\nimport './terms.json'`)
  write('src-main/use.ts', `const one = import('#shared/near.ts')`)
  write('src-main/Part.svelte', `<script lang="ts">import { far } from '#shared/far.ts'</script>{far}`)
  write('src-main/alone.ts', 'export const alone = 1')
})

test.each([
  ['the file itself', 'src-main/use.ts'],
  ['what it imports', 'src-shared/near.ts'],
  ['what that imports, types alone', 'src-shared/far.ts'],
  ['data', 'src-shared/terms.json'],
  ['the rules', 'eslint.config.ts'],
  ['one rule, which they import', 'scripts/lint/a-rule.ts'],
])('a change to %s is another key', (_, changed) => {
  const before = keyOf('src-main/use.ts')
  write(changed, 'export const other = 2')
  expect(keyOf('src-main/use.ts')).not.toBe(before)
})

test('a component is as its script', () => {
  const before = keyOf('src-main/Part.svelte')
  write('src-shared/far.ts', 'export const far = 2')
  expect(keyOf('src-main/Part.svelte')).not.toBe(before)
})

test('what declares for all files counts for all', () => {
  const before = keyOf('src-main/alone.ts')
  write('src-shared/window.ts', 'declare global { interface Window { one: 1 } }\nexport {}')
  const declared = keyOf('src-main/alone.ts')
  expect(declared).not.toBe(before)
  write('src-shared/window.ts', 'declare global { interface Window { one: 2 } }\nexport {}')
  expect(keyOf('src-main/alone.ts')).not.toBe(declared)
})

test('an imported file that comes or goes is another key; what is not imported is none', () => {
  write('src-main/use.ts', `import '#shared/late.ts'`)
  const before = keyOf('src-main/use.ts')
  write('src-shared/late.ts', '')
  const there = keyOf('src-main/use.ts')
  expect(there).not.toBe(before)
  rmSync(path.join(root, 'src-shared/late.ts'))
  expect(keyOf('src-main/use.ts')).toBe(before)
  write('src-shared/far.ts', 'export const far = 3')
  expect(keyOf('src-main/use.ts')).toBe(before)
})
