// Counts Vitest's results for the last line of `npm test`.
import type { Reporter, TestModule } from 'vitest/node'
import { noCounts, writeCounts } from './counts.ts'
import { rememberFileTimes } from './file-times.ts'

/** With what its world needs: a file is not only its tests. */
function timeOf(module: TestModule): number {
  const { environmentSetupDuration, prepareDuration, collectDuration, setupDuration, duration } =
    module.diagnostic()
  return Math.round(environmentSetupDuration + prepareDuration + collectDuration + setupDuration + duration)
}

class CountsReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    const counts = noCounts()
    counts.failed += errors.length
    rememberFileTimes(Object.fromEntries(modules.map((module) => [module.relativeModuleId, timeOf(module)])))
    for (const module of modules) {
      // A file that does not load has no tests to fail.
      if (module.state() === 'failed' && module.errors().length > 0) counts.failed += 1
      for (const test of module.children.allTests()) {
        const result = test.result()
        const milliseconds = test.diagnostic()?.duration
        if (milliseconds !== undefined) counts.times.push({ name: test.fullName, milliseconds })
        if (result.state === 'passed') counts.passed += 1
        else if (result.state === 'failed') counts.failed += 1
        else
          counts.skipped.push({
            name: test.fullName,
            reason: (result.state === 'skipped' && result.note) || 'no reason given',
          })
      }
    }
    writeCounts(counts)
  }
}

export { CountsReporter as default }
