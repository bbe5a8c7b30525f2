// npm run check: types, rules, and the unit tests that what changed since main can break.
import { spawnSync } from 'node:child_process'
import path from 'node:path'
import type { Stage } from './test/stage.ts'
import { ARCHITECTURE, LINT, PAGE_TYPES, TYPES, vitestStage } from './test/stages.ts'
import { runSuite } from './test/suite.ts'

const root = path.resolve(import.meta.dirname, '..')

function git(...args: string[]): readonly string[] | null {
  const { status, stdout } = spawnSync('git', args, { cwd: root, encoding: 'utf8' })
  return status === 0 ? stdout.split('\n').filter(Boolean) : null
}

/** Committed since main, not committed, and not yet known to git. */
function changedFiles(): readonly string[] {
  const base = git('merge-base', 'HEAD', 'main')?.[0] ?? 'HEAD'
  const known = git('diff', '--name-only', '--diff-filter=ACMR', base) ?? []
  const unknown = git('ls-files', '--others', '--exclude-standard') ?? []
  return [...new Set([...known, ...unknown])]
}

const changed = changedFiles().filter((file) => /\.(ts|mjs|svelte)$/.test(file))
const lint: Stage = { ...LINT, command: [...LINT.command, ...changed] }
const touched = vitestStage('unit tests of what changed', ['node'], 'dot', [
  '--changed',
  git('merge-base', 'HEAD', 'main')?.[0] ?? 'HEAD',
  '--passWithNoTests',
])
const ofPage = changed.some((file) => /^(src-renderer|src-shared|tests\/renderer)\//.test(file))

await runSuite(
  [...(changed.length > 0 ? [lint] : []), ARCHITECTURE],
  [
    TYPES,
    ...(ofPage ? [PAGE_TYPES] : []),
    ...(changed.length > 0 ? [{ ...touched, mayBeNone: true } as const] : []),
  ],
)
