// npm test takes a check for held only in the very state in which it held.
import { spawnSync } from 'node:child_process'
import { appendFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { Cleanup } from '#tests/support/temporary.ts'
import { proofOf, type Reads } from '../../scripts/test/proof.ts'

const cleanup = new Cleanup()
afterEach(() => cleanup.run())

let root = ''
const at = (file: string) => path.join(root, file)
function write(file: string, text: string): void {
  mkdirSync(path.dirname(at(file)), { recursive: true })
  writeFileSync(at(file), text)
}
const proof = (command = ['tsc'], reads: Reads = 'sources') =>
  proofOf(root, at('node_modules/.cache/proofs'), command, reads)

function confirm(reads: Reads = 'sources'): void {
  const made = proof(['tsc'], reads)
  made.begin()
  made.confirm()
}

beforeEach(() => {
  root = cleanup.folder()
  for (const file of ['src-main/main.ts', '.rules.mjs', 'README.md', 'node_modules/.package-lock.json'])
    write(file, file)
  write('.gitignore', 'node_modules/\n')
  spawnSync('git', ['init', '--quiet'], { cwd: root })
  spawnSync('git', ['add', 'src-main'], { cwd: root })
  confirm()
})

test('a check that held is not made again where nothing was changed (issue 9)', () => {
  expect(proof().holds()).toBe(true)
  write('README.md', 'a document is not among the sources')
  expect(proof().holds()).toBe(true)
  write('node_modules/some-cache', '')
  expect(proof().holds()).toBe(true)
})

test.each(['src-main/main.ts', '.rules.mjs', 'node_modules/.package-lock.json'])(
  'with a changed or missing %s it is made again (issue 9)',
  (file) => {
    appendFileSync(at(file), ' ')
    expect(proof().holds()).toBe(false)
    write(file, file)
    expect(proof().holds()).toBe(true)
    rmSync(at(file))
    expect(proof().holds()).toBe(false)
  },
)

test('with a new file that Git does not know yet it is made again (issue 9)', () => {
  write('src-main/new.ts', '')
  expect(proof().holds()).toBe(false)
})

test('what reads all files is made again for a document, too (issue 9)', () => {
  confirm('all')
  expect(proof(['tsc'], 'all').holds()).toBe(true)
  write('README.md', 'changed')
  expect(proof(['tsc'], 'all').holds()).toBe(false)
})

test('another command has a proof of its own (issue 9)', () => {
  expect(proof(['tsc', '--strict']).holds()).toBe(false)
  expect(proof().holds()).toBe(true)
})

test('one that was cut off or edited under proves nothing, and neither does a folder without Git (issue 9)', () => {
  const made = proof()
  made.begin()
  expect(made.holds()).toBe(false)
  write('src-main/main.ts', 'saved while it ran')
  made.confirm()
  expect(made.holds()).toBe(false)
  rmSync(at('.git'), { recursive: true })
  confirm()
  expect(proof().holds()).toBe(false)
})
