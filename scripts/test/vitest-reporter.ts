// Counts Vitest's results for the last line of `npm test`.
import type { Reporter, TestCase, TestModule } from 'vitest/node'
import { noCounts, writeCounts } from './counts.ts'
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

class CountsReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    const counts = noCounts()
    counts.failed += errors.length
    rememberFileTimes(Object.fromEntries(modules.map((module) => [module.relativeModuleId, timeOf(module)])))
    for (const module of modules) {
      // A file that does not load has no tests to fail.
      if (module.state() === 'failed' && module.errors().length > 0) counts.failed += 1
      // Nor has a group whose preparation failed.
      for (const group of module.children.allSuites()) if (group.errors().length > 0) counts.failed += 1
      for (const test of module.children.allTests()) {
        const { state } = test.result()
        const milliseconds = test.diagnostic()?.duration
        if (milliseconds !== undefined) counts.times.push({ name: test.fullName, milliseconds })
        if (state === 'passed') counts.passed += 1
        else if (state === 'failed') counts.failed += 1
        else counts.skipped.push({ name: test.fullName, reason: whySkipped(test) })
      }
    }
    writeCounts(counts)
  }
}

export { CountsReporter as default }
