// Counts Vitest's results for the last line of `npm test`.
import type { Reporter, TestCase, TestModule } from 'vitest/node'
import { firstWords, noCounts, writeCounts } from './counts.ts'
import { rememberFileTimes } from './file-times.ts'
// What a test says of itself: TaskMeta.
import type {} from '../../tests/support/runs-where.ts'

/** With what its world needs: a file is not only its tests. */
function timeOf(module: TestModule): number {
  const { environmentSetupDuration, prepareDuration, collectDuration, setupDuration, duration } =
    module.diagnostic()
  return Math.round(environmentSetupDuration + prepareDuration + collectDuration + setupDuration + duration)
}

/** What the test said itself, or its group's preparation that failed, or what it says that it needs. */
function whySkipped(test: TestCase): string {
  const result = test.result()
  if (result.state === 'skipped' && result.note) return result.note
  const { whySkipped: needed } = test.meta()
  if (needed !== undefined) return needed
  return isUnprepared(test.parent) ? 'its preparation failed' : 'no reason given'
}

/** A `beforeAll` that failed is an error of the group, and no test of it runs. */
function isUnprepared(group: TestCase['parent']): boolean {
  return group.errors().length > 0 || (group.type === 'suite' && isUnprepared(group.parent))
}

interface ErrorWords {
  readonly message: string
}

class CountsReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly ErrorWords[]): void {
    const counts = noCounts()
    const fails = (names: readonly string[], why: readonly ErrorWords[]) => {
      counts.failed += 1
      counts.failures.push({ name: names.join(' > '), words: firstWords(why[0]?.message) })
    }
    for (const error of errors) fails(['outside of the tests'], [error])
    rememberFileTimes(Object.fromEntries(modules.map((module) => [module.relativeModuleId, timeOf(module)])))
    for (const module of modules) {
      // A file that does not load has no tests to fail.
      const file = module.relativeModuleId
      if (module.state() === 'failed' && module.errors().length > 0) fails([file], module.errors())
      // Nor has a group whose preparation failed.
      for (const group of module.children.allSuites())
        if (group.errors().length > 0) fails([file, group.fullName], group.errors())
      for (const test of module.children.allTests()) {
        const { state, errors: why = [] } = test.result()
        const milliseconds = test.diagnostic()?.duration
        if (milliseconds !== undefined) counts.times.push({ name: test.fullName, milliseconds })
        if (state === 'passed') counts.passed += 1
        else if (state === 'failed') fails([file, test.fullName], why)
        else counts.skipped.push({ name: test.fullName, reason: whySkipped(test) })
      }
    }
    writeCounts(counts)
  }
}

export { CountsReporter as default }
