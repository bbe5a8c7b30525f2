// What a stage of `npm test` found, and how the stages hand it to the runner.
import { readFileSync, writeFileSync } from 'node:fs'

export interface Counts {
  passed: number
  failed: number
  /** Each skip names its reason. */
  skipped: { readonly name: string; readonly reason: string }[]
  /** Milliseconds of each test that ran. */
  times: { readonly name: string; readonly milliseconds: number }[]
}

/** Where a test framework's reporter leaves its counts. */
export const COUNTS_FILE = 'ACTIVATION_DESK_TEST_COUNTS'

export const noCounts = (): Counts => ({ passed: 0, failed: 0, skipped: [], times: [] })

export function writeCounts(counts: Counts): void {
  const file = process.env[COUNTS_FILE]
  if (file) writeFileSync(file, JSON.stringify(counts))
}

export const readCounts = (file: string): Counts => JSON.parse(readFileSync(file, 'utf8')) as Counts
