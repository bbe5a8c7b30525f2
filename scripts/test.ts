// npm test: every check there is, and one last line that counts them.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { noCounts } from './test/counts.ts'
import { ensureChromium } from './test/ensure-chromium.ts'
import { ensureLibreOffice } from './test/ensure-libreoffice.ts'
import { runStage, type Stage } from './test/stage.ts'

/** Uses one core, and nothing else waits for it: it runs beside the others, and its output comes as a whole. */
const ASIDE: Stage = { name: 'lint', command: ['eslint', '.', '--max-warnings', '0'] }

const IN_TURN: readonly Stage[] = [
  { name: 'types', command: ['tsc', '--project', '.'] },
  {
    name: 'types of the page',
    command: ['svelte-check', '--tsconfig', 'src-renderer/tsconfig.json', '--fail-on-warnings'],
  },
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

const wanted = process.argv.slice(2)
const isWanted = ({ name }: Stage) => wanted.length === 0 || wanted.some((word) => name.includes(word))
const folder = mkdtempSync(path.join(tmpdir(), 'activation-desk-test-'))
const total = noCounts()
const failedStages: string[] = []

async function runAll(stages: readonly Stage[]): Promise<void> {
  for (const stage of stages.filter(isWanted)) {
    const counts = await runStage(stage, folder, stage === ASIDE)
    total.passed += counts.passed
    total.failed += counts.failed
    total.skipped.push(...counts.skipped)
    if (counts.failed > 0) failedStages.push(stage.name)
  }
}

try {
  ensureChromium()
  ensureLibreOffice()
  await Promise.all([runAll([ASIDE]), runAll(IN_TURN)])
} finally {
  rmSync(folder, { recursive: true, force: true })
}

process.stdout.write('\n')
for (const { name, reason } of total.skipped) process.stdout.write(`skipped: ${name} (${reason})\n`)
if (failedStages.length > 0) process.stdout.write(`failed in: ${failedStages.join(', ')}\n`)
process.stdout.write(`${total.passed} passed, ${total.failed} failed, ${total.skipped.length} skipped\n`)
process.exitCode = total.failed > 0 ? 1 : 0
