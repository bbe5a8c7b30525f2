// npm run check: types, rules, and the unit tests nearest to what changed since main; it says which it leaves to npm test.
import path from 'node:path'
import { inWords, readOptions, refuse } from './in-words.ts'
import { changedFiles } from './test/changed-files.ts'
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

const HELP = `npm run check: of what changed since main; it takes nothing. npm test looks at everything.`

readOptions(HELP, {})

const found = changedFiles(root)
if (!found) refuse('Git cannot say what changed here: there is no main to compare with.', HELP)
const { there: changed, gone } = found
const touched = [...changed, ...gone]
const isSource = (file: string) => /\.(ts|mjs|svelte)$/.test(file)
const sources = changed.filter(isSource)
const files = sourceFiles(root)
const read = sourceReader(root)
const importsOf = (file: string) => [...read(file).imports, ...read(file).missing]
const { near, further } = nearTests(files, importsOf, touched)
const { chosen, left } = within(near, readFileTimes(), changed)

// The compiler reads no document.
const documentsAlone = touched.length > 0 && touched.every((file) => file.endsWith('.md'))
const ofPage = touched
  .filter(isSource)
  .some((file) => /^(src-renderer|src-shared|tests\/renderer)\//.test(file))
const inBrowser = chosen.some((file) => file.endsWith('.svelte.test.ts'))
const projects = inBrowser ? UNIT_PROJECTS : NODE_PROJECTS
const lint = ofFiles(LINT, sources)
const architecture = architectureOf(sources)
const formatting = ofFiles(FORMATTING, changed)
const tests = vitestStage('nearest unit tests', projects, 'dot', chosen)
const build = needBuild(chosen, (file) => read(file).imports) ? [BUILD] : []

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
