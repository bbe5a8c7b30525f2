// npm run check: types, rules, and the unit tests nearest to what changed since main; it says which it leaves to npm test.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { inWords, readOptions } from './in-words.ts'
import { ensureChromium } from './test/ensure-chromium.ts'
import { readFileTimes } from './test/file-times.ts'
import { sourceFiles, sourceReader } from './test/import-graph.ts'
import { nearTests, needBuild, within } from './test/near-tests.ts'
import {
  architectureOf,
  BUILD,
  FORMATTING,
  LINT,
  NODE_PROJECTS,
  ofFiles,
  PAGE_TYPES_AGAIN,
  TYPES_AGAIN,
  UNIT_PROJECTS,
  vitestStage,
} from './test/stages.ts'
import { runSuite } from './test/suite.ts'

const root = path.resolve(import.meta.dirname, '..')

readOptions('npm run check: of what changed since main; it takes nothing', {})

function git(...args: string[]): readonly string[] | null {
  const { status, stdout } = spawnSync('git', args, { cwd: root, encoding: 'utf8' })
  return status === 0 ? stdout.split('\n').filter(Boolean) : null
}

/** Committed since main, not committed, and not yet known to git. */
function changedFiles(): readonly string[] {
  const base = git('merge-base', 'HEAD', 'main')?.[0] ?? 'HEAD'
  const known = git('diff', '--name-only', '--diff-filter=ACMR', base) ?? []
  const unknown = git('ls-files', '--others', '--exclude-standard') ?? []
  return [...new Set([...known, ...unknown])].filter((file) => existsSync(path.join(root, file)))
}

const changed = changedFiles()
const sources = changed.filter((file) => /\.(ts|mjs|svelte)$/.test(file))
const files = sourceFiles(root)
const read = sourceReader(root)
const importsOf = (file: string) => read(file).imports
const { near, further } = nearTests(files, importsOf, changed)
const { chosen, left } = within(near, readFileTimes())

// The compiler reads no document.
const documentsAlone = changed.length > 0 && changed.every((file) => file.endsWith('.md'))
const ofPage = sources.some((file) => /^(src-renderer|src-shared|tests\/renderer)\//.test(file))
const inBrowser = chosen.some((file) => file.endsWith('.svelte.test.ts'))
const projects = inBrowser ? UNIT_PROJECTS : NODE_PROJECTS
const lint = ofFiles(LINT, sources)
const architecture = architectureOf(sources)
const formatting = ofFiles(FORMATTING, changed)
const tests = vitestStage('nearest unit tests', projects, 'dot', chosen)
const build = needBuild(chosen, importsOf) ? [BUILD] : []

/** What a green end does not say. */
const notes = [
  `Ran the ${chosen.length} nearest test files: mirrors of what changed, and the fewest imports away from it.`,
  ...(left.length > 0
    ? [`Not run, as near, but more than the time is for: ${left.length} (${named(left)})`]
    : []),
  `Not run: ${further.length} test files farther away, rules and formatting of what was not changed, end to end. npm test runs all.`,
]

function named(all: readonly string[]): string {
  const NAMED = 3
  return all.length > NAMED ? `${all.slice(0, NAMED).join(', ')}, …` : all.join(', ')
}

await inWords(() => {
  if (inBrowser) ensureChromium()
  return runSuite(
    [
      [
        ...(changed.length > 0 ? [formatting] : []),
        ...(sources.length > 0 ? [lint] : []),
        ...(architecture ? [architecture] : []),
        ...(ofPage ? [PAGE_TYPES_AGAIN] : []),
      ],
      [...(documentsAlone ? [] : [TYPES_AGAIN]), ...(chosen.length > 0 ? [...build, tests] : [])],
    ],
    notes,
  )
})
