// Counts Playwright's results for the last line of `npm test`.
import type { Reporter, Suite } from '@playwright/test/reporter'
import { electronRuntime } from '../../tests/support/electron-app.ts'
import { noCounts, writeCounts } from './counts.ts'

class CountsReporter implements Reporter {
  #suite: Suite | null = null
  readonly #counts = noCounts()

  onBegin(_: unknown, suite: Suite): void {
    this.#suite = suite
  }

  onError(): void {
    this.#counts.failed += 1
  }

  onEnd(): void {
    for (const test of this.#suite?.allTests() ?? []) {
      const outcome = test.outcome()
      const milliseconds = test.results.reduce((sum, { duration }) => sum + duration, 0)
      if (outcome !== 'skipped') this.#counts.times.push({ name: test.title, milliseconds })
      if (outcome === 'expected') this.#counts.passed += 1
      else if (outcome !== 'skipped') this.#counts.failed += 1
      else {
        const note = test.annotations.find((annotation) => annotation.type === 'skip')
        this.#counts.skipped.push({ name: test.title, reason: note?.description ?? 'no reason given' })
      }
    }
    process.stdout.write(`\nThe desktop tests ran on: ${electronRuntime()}\n`)
    writeCounts(this.#counts)
  }
}

export { CountsReporter as default }
