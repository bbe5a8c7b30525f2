// npm run test:long: the tests that find more the longer they run, and one last line that counts them.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { COUNTS_FILE, noCounts, readCounts } from './test/counts.ts'

const root = path.resolve(import.meta.dirname, '..')

/** Each reads how often it is to be done from its variable (tests/support/rounds.ts). */
const ROUNDS = { ACTIVATION_DESK_MUTATIONS: '100000', ACTIVATION_DESK_KILL_ROUNDS: '2000' }
const FILES = [
  'tests/shared/license/machine-file.test.ts',
  'tests/shared/license/typed-key-grant.test.ts',
  'tests/main/adapters/file-store/kills.test.ts',
]

/** As many rounds as there are, or as fit into ACTIVATION_DESK_LONG_MINUTES. */
const minutes = Number(process.env['ACTIVATION_DESK_LONG_MINUTES'] ?? Infinity)
if (!(minutes > 0)) throw new Error('ACTIVATION_DESK_LONG_MINUTES is a number of minutes')
const seed = process.env['ACTIVATION_DESK_SEED'] ?? String(Date.now() % 1_000_000_000)
process.stdout.write(`ACTIVATION_DESK_SEED=${seed} repeats this run’s random numbers\n`)

const folder = mkdtempSync(path.join(tmpdir(), 'activation-desk-long-'))
const countsFile = path.join(folder, 'counts.json')
const reporters = ['--reporter=verbose', '--reporter=./scripts/test/vitest-reporter.ts']
try {
  const { status } = spawnSync('vitest', ['run', '--project', 'node', ...reporters, ...FILES], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: {
      ...ROUNDS,
      ...process.env,
      ...(Number.isFinite(minutes) && { ACTIVATION_DESK_LONG_UNTIL: String(Date.now() + minutes * 60_000) }),
      ACTIVATION_DESK_SEED: seed,
      PATH: `${path.join(root, 'node_modules/.bin')}${path.delimiter}${process.env['PATH']}`,
      [COUNTS_FILE]: countsFile,
    },
    shell: process.platform === 'win32',
  })
  const counts = existsSync(countsFile) ? readCounts(countsFile) : noCounts()
  if (counts.failed === 0 && (status !== 0 || counts.passed === 0)) counts.failed = 1
  for (const { name, reason } of counts.skipped) process.stdout.write(`skipped: ${name} (${reason})\n`)
  process.stdout.write(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped.length} skipped\n`)
  process.exitCode = counts.failed > 0 ? 1 : 0
} finally {
  rmSync(folder, { recursive: true, force: true })
}
