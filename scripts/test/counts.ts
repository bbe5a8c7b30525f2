// What a stage of `npm test` found, and how the stages hand it to the runner.
import { readFileSync, writeFileSync } from 'node:fs'
import { stripVTControlCharacters } from 'node:util'

export interface Counts {
  passed: number
  failed: number
  /** What failed, by name, with the first line of its words; not every failure is a test's. */
  failures: Failure[]
  /** Each skip names its reason. */
  skipped: { readonly name: string; readonly reason: string }[]
  /** Milliseconds of each test that ran. */
  times: { readonly name: string; readonly milliseconds: number }[]
}

export interface Failure {
  readonly name: string
  readonly words: string
}

/** The first line that says something, without colors: a run's end names what failed, its middle tells all of it. */
export const firstWords = (text: string | undefined): string =>
  stripVTControlCharacters(text ?? '')
    .split('\n')
    .map((line) => line.trim())
    .find((line) => line !== '') ?? 'no words'

/** Where a test framework's reporter leaves its counts. */
export const COUNTS_FILE = 'ACTIVATION_DESK_TEST_COUNTS'

export const noCounts = (): Counts => ({
  passed: 0,
  failed: 0,
  failures: [],
  skipped: [],
  times: [],
})

export function writeCounts(counts: Counts): void {
  const file = process.env[COUNTS_FILE]
  if (file) writeFileSync(file, JSON.stringify(counts))
}

export const readCounts = (file: string): Counts => JSON.parse(readFileSync(file, 'utf8')) as Counts
