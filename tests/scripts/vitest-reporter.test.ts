// What `npm test` counts: each skip names its reason, each failure its place and words.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { COUNTS_FILE, readCounts } from '../../scripts/test/counts.ts'

const root = path.resolve(import.meta.dirname, '../..')
// Within the checkout: Vitest is found from there.
const folder = mkdtempSync(path.join(root, 'node_modules/.reporter-test-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const SOURCE = `
import { beforeAll, describe, test } from 'vitest'
import { runsWhere } from ${JSON.stringify(path.join(root, 'tests/support/runs-where.ts'))}
test('runs', runsWhere(true, 'it is here'), () => {})
test('fails', () => { throw new Error('\\nfour is not five\\nand more') })
test('needs a tool', runsWhere(false, 'no tool here'), () => {})
test.each([1])('needs a tool for %i', runsWhere(false, 'no tool here'), () => {})
describe('a group', runsWhere(false, 'no such system'), () => {
  describe('within', () => { test('is skipped', () => {}) })
})
test('sees for itself', (context) => context.skip('no root here'))
describe('unprepared', () => {
  beforeAll(() => { throw new Error('no server') })
  describe('within', () => { test('never ran', () => {}) })
})
`

test('a skip names its reason, a failure its file, test and first words: what is missing, what the test saw, or a preparation that failed', () => {
  writeFileSync(path.join(folder, 'sample.test.mjs'), SOURCE)
  const counts = path.join(folder, 'counts.json')
  const reporter = path.join(root, 'scripts/test/vitest-reporter.ts')
  const vitest = path.join(root, 'node_modules/vitest/vitest.mjs')
  const run = spawnSync(process.execPath, [vitest, 'run', '--root', folder, '--reporter', reporter], {
    env: { ...process.env, [COUNTS_FILE]: counts },
    encoding: 'utf8',
  })
  expect(run.status).toBe(1)
  const { passed, failed, failures, skipped } = readCounts(counts)
  expect(failures).toEqual([
    { name: 'sample.test.mjs > unprepared', words: 'no server' },
    { name: 'sample.test.mjs > fails', words: 'four is not five' },
  ])
  expect([passed, failed, skipped.map(({ name, reason }) => `${name}: ${reason}`)]).toEqual([
    1,
    2,
    [
      'needs a tool: no tool here',
      'needs a tool for 1: no tool here',
      'a group > within > is skipped: no such system',
      'sees for itself: no root here',
      'unprepared > within > never ran: its preparation failed',
    ],
  ])
})
