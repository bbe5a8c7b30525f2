// npm run test:long: the tests that find more the longer they run, and one last line that counts them.
import { globSync } from 'node:fs'
import path from 'node:path'
import { LONG_PART, LONG_SHARE } from '../tests/support/rounds.ts'
import { ensureChromium } from './test/ensure-chromium.ts'
import { BUILD, vitestStage } from './test/stages.ts'
import { runSuite } from './test/suite.ts'

const root = path.resolve(import.meta.dirname, '..')
/** Files that run at the same time (vitest.config.ts). */
const AT_ONCE = 2
const USUAL_MINUTES = 20

const given = process.argv.slice(2).filter((text) => text !== '--slow')
const isNumber = (text: string) => /^\d+(\.\d+)?$/.test(text)
const minutes = Number(given.find(isNumber) ?? process.env['ACTIVATION_DESK_LONG_MINUTES'] ?? USUAL_MINUTES)
if (!(minutes > 0)) throw new Error('ACTIVATION_DESK_LONG_MINUTES is a number of minutes')
const wanted = given.filter((text) => !isNumber(text))
const files = globSync('tests/long/**/*.test.ts', { cwd: root }).filter(
  (file) => wanted.length === 0 || wanted.some((word) => file.includes(word)),
)
const turns = Math.ceil(files.length / AT_ONCE)
process.env[LONG_SHARE] = String(Math.floor((minutes * 60_000) / Math.max(1, turns)))
process.env[LONG_PART] = String(Math.min(1, minutes / USUAL_MINUTES))
const seed = (process.env['ACTIVATION_DESK_SEED'] ??= String(Date.now() % 1_000_000_000))
process.stdout.write(`ACTIVATION_DESK_SEED=${seed} repeats this run’s random numbers\n`)

ensureChromium()
await runSuite([[BUILD, vitestStage('as long as there is time', ['long'], 'verbose', files)]])
