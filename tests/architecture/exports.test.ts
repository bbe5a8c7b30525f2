// Every export has somebody who uses it, and every file somebody who asks for it: knip, by the rules of knip.json.
import { execFile } from 'node:child_process'
import path from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

const root = path.resolve(import.meta.dirname, '../..')
const KNIP = path.join(root, 'node_modules/knip/bin/knip.js')

test('nothing is exported that nobody uses (issue 11)', { timeout: 120_000 }, async () => {
  // What it finds is told better by what it prints than by its exit status.
  const { stdout } = await promisify(execFile)(process.execPath, [KNIP, '--no-progress', '--no-exit-code'], {
    cwd: root,
  })
  expect(stdout.trim()).toBe('')
})
