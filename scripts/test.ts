// npm test: every check that needs Node and a browser, and one last line that counts them.
import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { inWords, readOptions, refuse } from './in-words.ts'
import { ensureChromium } from './test/ensure-chromium.ts'
import { namesNoFile } from './test/named-files.ts'
import type { Stage } from './test/stage.ts'
import {
  ARCHITECTURE,
  BUILD,
  EXPORTS,
  FORMATTING,
  LINT,
  PAGE_TYPES,
  playwrightStage,
  TYPES,
  UNIT_PROJECTS,
  vitestStage,
} from './test/stages.ts'
import { runSuite } from './test/suite.ts'

const root = path.resolve(import.meta.dirname, '..')
/** Nothing of them needs the build, so they run beside the others; their output comes as a whole. */
const ASIDE: readonly Stage[] = [LINT, PAGE_TYPES, FORMATTING, ARCHITECTURE, EXPORTS]
/** It waits for browsers and programs more than it computes: beside the others no core is idle. */
const END_TO_END: readonly Stage[] = [playwrightStage('end-to-end tests', 'e2e')]
const IN_TURN: readonly Stage[] = [
  TYPES,
  BUILD,
  vitestStage('unit, component and contract tests', UNIT_PROJECTS, 'dot'),
]
const ALL: readonly (readonly Stage[])[] = [ASIDE, END_TO_END, IN_TURN]

const HELP = `npm test -- [WORD …] [FILE …] [--slow]; npm test -- --watch [FILE …]
  WORD      the stages with it in their name: ${ALL.flat()
    .map(({ name }) => name)
    .join(', ')}
  FILE      a test file, *.test.ts or *.spec.ts; what these name instead of stages is run
  --slow    names the slowest tests
  --watch   runs Node's and the browser's tests again at each change`

const { values, positionals } = readOptions(HELP, {
  options: { slow: { type: 'boolean', default: false }, watch: { type: 'boolean', default: false } },
  allowPositionals: true,
})

const isTestFile = (word: string) => /\.(test|spec)\.ts$/.test(word)
const files = positionals.filter(isTestFile)
const words = positionals.filter((word) => !isTestFile(word))

/** The files in Vitest and those in Playwright, after the build that they may start. */
function ofFiles(): readonly Stage[] {
  const specs = files.filter((file) => file.endsWith('.spec.ts'))
  const others = files.filter((file) => !specs.includes(file))
  return [
    BUILD,
    ...(others.length > 0 ? [vitestStage('tests', UNIT_PROJECTS, 'verbose', others)] : []),
    ...(specs.length > 0 ? [playwrightStage('end-to-end tests', 'e2e', specs)] : []),
  ]
}

function watch(): void {
  ensureChromium()
  const vitest = path.join(root, 'node_modules/vitest/vitest.mjs')
  const projects = UNIT_PROJECTS.flatMap((project) => ['--project', project])
  const { status } = spawnSync(process.execPath, [vitest, 'watch', ...projects, ...positionals], {
    cwd: root,
    stdio: 'inherit',
  })
  process.exitCode = status ?? 1
}

async function run(): Promise<number> {
  const isNamed = ({ name }: Stage) => words.length === 0 || words.some((word) => name.includes(word))
  // What counts tests runs what was built.
  const needsBuild = ALL.flat().some((stage) => stage.counts && isNamed(stage))
  const isWanted = (stage: Stage) => isNamed(stage) || (stage === BUILD && needsBuild)
  const named = ALL.map((lane) => lane.filter(isWanted)).filter((lane) => lane.length > 0)
  const lanes = files.length > 0 ? [ofFiles()] : named
  // Types and rules need no browser.
  if (lanes.flat().some((stage) => stage.counts)) ensureChromium()
  return runSuite(lanes)
}

const noStage = words.filter((word) => !ALL.flat().some(({ name }) => name.includes(word)))
if (!values.watch && noStage.length > 0) refuse(`No stage has ${noStage.join(' or ')} in its name.`, HELP)
const noFile = namesNoFile(files, 'tests/**/*.{test,spec}.ts')
if (noFile.length > 0) refuse(`There is no test file ${noFile.join(' or ')}.`, HELP)
for (const command of ['real', 'long']) {
  const others = files.filter(
    (file) => namesNoFile([file], `tests/${command}/**/*.{test,spec}.ts`).length === 0,
  )
  if (others.length > 0) refuse(`npm run test:${command} runs ${others.join(' and ')}.`, HELP)
}

await inWords(async () => (values.watch ? watch() : run()))
