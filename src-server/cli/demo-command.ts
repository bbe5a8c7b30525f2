// `demo`: fills an empty back office with licenses to try it with.
import type { Command } from 'commander'
import type { ServerWords } from '#shared/messages/messages.ts'
import { ok } from '#shared/result.ts'
import { fillWithDemo } from '../back-office/demo-licenses.ts'
import { withRulesReadOnce } from '../license-list/rules-read-once.ts'
import { wholeNumber, withVendor } from './command-line.ts'
import { ProgressLine } from './progress-line.ts'

const MOST = 10_000_000

export function addDemoCommand(program: Command, words: ServerWords): void {
  const help = words.help.demo
  const demo = program
    .command('demo')
    .description(help.about)
    .requiredOption('--licenses <n>', help.licenses, wholeNumber(1, MOST, words))
  demo.action(({ licenses }: { licenses: number }) =>
    withVendor(demo, words, async (vendor) => {
      const progress = new ProgressLine()
      try {
        const filled = await fillWithDemo(withRulesReadOnce(vendor), licenses, (count) =>
          progress.at(count, words.demo.progress),
        )
        if (!filled.ok) return filled
        const { machines } = filled.value
        return ok({
          text: words.demo.filled(licenses, machines),
          json: filled.value,
          done: words.done.changed,
        })
      } finally {
        progress.clear()
      }
    }),
  )
}
