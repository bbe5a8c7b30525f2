// Counts Playwright's results for the last line of `npm test`.
import type { Reporter, Suite, TestCase, TestError } from '@playwright/test/reporter'
import { electronRuntime } from '../../tests/support/electron-app.ts'
import { firstWords, noCounts, writeCounts } from './counts.ts'

/** Its file and title, and the words of its last try. */
function failureOf(test: TestCase): [name: string, words: string | undefined] {
  const [, , file = '', ...titles] = test.titlePath()
  const error = test.results.at(-1)?.error
  return [[file, ...titles].join(' > '), error?.message ?? error?.value]
}

class CountsReporter implements Reporter {
  #suite: Suite | null = null
  readonly #counts = noCounts()

  onBegin(_: unknown, suite: Suite): void {
    this.#suite = suite
  }

  onError({ message, value }: TestError): void {
    this.#fails('outside of the tests', message ?? value)
  }

  #fails(name: string, words: string | undefined): void {
    this.#counts.failed += 1
    this.#counts.failures.push({ name, words: firstWords(words) })
  }

  onEnd(): void {
    for (const test of this.#suite?.allTests() ?? []) {
      const outcome = test.outcome()
      const milliseconds = test.results.reduce((sum, { duration }) => sum + duration, 0)
      if (outcome !== 'skipped') this.#counts.times.push({ name: test.title, milliseconds })
      if (outcome === 'expected') this.#counts.passed += 1
      else if (outcome !== 'skipped') this.#fails(...failureOf(test))
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
