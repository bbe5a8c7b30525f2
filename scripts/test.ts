// npm test: every check there is, one after the other, and one last line that counts them.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { COUNTS_FILE, noCounts, readCounts, type Counts } from './test/counts.ts'
import { ensureChromium } from './test/ensure-chromium.ts'
import { ensureLibreOffice } from './test/ensure-libreoffice.ts'

const root = path.resolve(import.meta.dirname, '..')

interface Stage {
  readonly name: string
  readonly command: readonly string[]
  /** The stage counts its own tests; the others are one check each. */
  readonly counts?: true
}

const STAGES: readonly Stage[] = [
  { name: 'types', command: ['tsc', '--project', '.'] },
  {
    name: 'types of the page',
    command: ['svelte-check', '--tsconfig', 'src-renderer/tsconfig.json', '--fail-on-warnings'],
  },
  { name: 'lint', command: ['eslint', '.', '--max-warnings', '0'] },
  { name: 'formatting', command: ['prettier', '--check', '--log-level', 'warn', '.'] },
  {
    name: 'architecture',
    command: [
      'depcruise',
      '--config',
      '.dependency-cruiser.mjs',
      'src-main',
      'src-shared',
      'src-server',
      'src-renderer',
      'scripts',
      'tests',
    ],
  },
  { name: 'build', command: ['node', 'scripts/build.ts'] },
  {
    name: 'unit, component and contract tests',
    command: ['vitest', 'run', '--reporter=dot', '--reporter=./scripts/test/vitest-reporter.ts'],
    counts: true,
  },
  {
    name: 'end-to-end tests',
    command: ['playwright', 'test', '--reporter=list,./scripts/test/playwright-reporter.ts'],
    counts: true,
  },
]

/** One stage's counts. A stage that counts and left no counts has failed, whatever its exit status. */
function runStage(stage: Stage, folder: string): Counts {
  process.stdout.write(`\n── ${stage.name}\n`)
  const countsFile = path.join(folder, `${stage.name}.json`)
  const [program, ...args] = stage.command
  const { status, error } = spawnSync(program ?? '', args, {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: {
      ...process.env,
      PATH: `${path.join(root, 'node_modules/.bin')}${path.delimiter}${process.env['PATH']}`,
      [COUNTS_FILE]: countsFile,
    },
    shell: process.platform === 'win32',
  })
  if (error) process.stdout.write(`${error.message}\n`)
  if (!stage.counts) return { ...noCounts(), passed: status === 0 ? 1 : 0, failed: status === 0 ? 0 : 1 }
  const counts = existsSync(countsFile) ? readCounts(countsFile) : noCounts()
  if (status !== 0 && counts.failed === 0) counts.failed = 1
  if (counts.passed + counts.failed === 0) counts.failed = 1
  return counts
}

const folder = mkdtempSync(path.join(tmpdir(), 'activation-desk-test-'))
const total = noCounts()
const failedStages: string[] = []
try {
  ensureChromium()
  ensureLibreOffice()
  const wanted = process.argv.slice(2)
  const stages = STAGES.filter(
    (stage) => wanted.length === 0 || wanted.some((word) => stage.name.includes(word)),
  )
  for (const stage of stages) {
    const started = performance.now()
    const counts = runStage(stage, folder)
    total.passed += counts.passed
    total.failed += counts.failed
    total.skipped.push(...counts.skipped)
    if (counts.failed > 0) failedStages.push(stage.name)
    process.stdout.write(`   ${stage.name}: ${((performance.now() - started) / 1000).toFixed(1)} s\n`)
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}

process.stdout.write('\n')
for (const { name, reason } of total.skipped) process.stdout.write(`skipped: ${name} (${reason})\n`)
if (failedStages.length > 0) process.stdout.write(`failed in: ${failedStages.join(', ')}\n`)
process.stdout.write(`${total.passed} passed, ${total.failed} failed, ${total.skipped.length} skipped\n`)
process.exitCode = total.failed > 0 ? 1 : 0
