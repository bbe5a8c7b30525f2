// Where a test or a group can run at all. Elsewhere it is skipped, and `npm test` says why.
import type { TestOptions } from 'vitest'

declare module 'vitest' {
  interface TaskMeta {
    /** Of a test that cannot run here: what is missing. The reporter reads it (`scripts/test/vitest-reporter.ts`). */
    whySkipped?: string
  }
}

/** The options of `test`, `test.each(…)` and `describe`. `why`: what is missing where it does not hold. */
export const runsWhere = (holds: boolean, why: string): TestOptions =>
  holds ? {} : { skip: true, meta: { whySkipped: why } }

export const onPosix = (why: string): TestOptions => runsWhere(process.platform !== 'win32', why)

export const onLinux = (why: string): TestOptions => runsWhere(process.platform === 'linux', why)
