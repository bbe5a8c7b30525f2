// npm run test:long: the tests that find more the longer they run, and one last line that counts them.
import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { LONG_PART, LONG_SHARE, WHOLE_SWEEPS } from '../tests/support/rounds.ts'
import { inWords, readOptions, refuse } from './in-words.ts'
import { ensureChromium } from './test/ensure-chromium.ts'
import { namesNoFile } from './test/named-files.ts'
import { BUILD, NODE_PROJECTS, PAGE_PROJECT, vitestStage } from './test/stages.ts'
import { runSuite } from './test/suite.ts'

const root = path.resolve(import.meta.dirname, '..')
/** Files that run at the same time (vitest.config.ts). */
const AT_ONCE = 2
const USUAL_MINUTES = 20

const HELP = `npm run test:long -- [MINUTES] [WORD …] [--slow]
  MINUTES   how long, more than 0 (default: $ACTIVATION_DESK_LONG_MINUTES, else ${USUAL_MINUTES})
  WORD      the test files of tests/long with it in their name, and the sweeps that npm test makes in samples;
            all of them where none is given
  --slow    names the slowest tests`

const { positionals } = readOptions(HELP, {
  options: { slow: { type: 'boolean', default: false } },
  allowPositionals: true,
})
const isNumber = (text: string) => /^\d+(\.\d+)?$/.test(text)
const given = positionals.find(isNumber) ?? process.env['ACTIVATION_DESK_LONG_MINUTES'] ?? USUAL_MINUTES
const minutes = Number(given)
if (!(minutes > 0)) refuse(`“${given}” is not a number of minutes.`, HELP)
const wanted = positionals.filter((text) => !isNumber(text))
const isWanted = (file: string) => wanted.length === 0 || wanted.some((word) => file.includes(word))
/** What npm test does in samples: by the words of tests/support/rounds.ts, of the page by those of its looks. */
const sweepsIn = (files: string, words: RegExp) =>
  globSync(files, { cwd: root }).filter((file) => words.test(readFileSync(path.join(root, file), 'utf8')))
const sweeps = sweepsIn('tests/{main,shared}/**/*.test.ts', /\b(swept|strideOf)\(/)
const looks = sweepsIn('tests/renderer/**/*.svelte.test.ts', /\b(staysInView|looksOf)\(/)
const noFile = wanted.filter(
  (word) =>
    namesNoFile([word], 'tests/long/**/*.test.ts').length > 0 &&
    ![...sweeps, ...looks].some((file) => file.includes(word)),
)
if (noFile.length > 0) refuse(`No test file has ${noFile.join(' or ')} in its name.`, HELP)
const files = globSync('tests/long/**/*.test.ts', { cwd: root }).filter(isWanted)
const whole = sweeps.filter(isWanted)
const inEveryLook = looks.filter(isWanted)
const turns = Math.ceil(files.length / AT_ONCE)
process.env[LONG_SHARE] = String(Math.floor((minutes * 60_000) / Math.max(1, turns)))
process.env[LONG_PART] = String(Math.min(1, minutes / USUAL_MINUTES))
process.env[WHOLE_SWEEPS] = 'yes'
const seed = (process.env['ACTIVATION_DESK_SEED'] ??= String(Date.now() % 1_000_000_000))
process.stdout.write(`ACTIVATION_DESK_SEED=${seed} repeats this run’s random numbers\n`)

await inWords(() => {
  ensureChromium()
  return runSuite([
    [
      BUILD,
      ...(files.length > 0 ? [vitestStage('as long as there is time', ['long'], 'verbose', files)] : []),
      // Each in a process of its own: some stand in for parts of Node, and take minutes.
      ...whole.map((file) =>
        vitestStage(`nothing left out: ${path.basename(file)}`, NODE_PROJECTS, 'dot', [file]),
      ),
      ...(inEveryLook.length > 0 ? [vitestStage('in every look', [PAGE_PROJECT], 'dot', inEveryLook)] : []),
    ],
  ])
})
