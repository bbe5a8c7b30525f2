// The stages of one test command, and its last line, which counts everything.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { noCounts } from './counts.ts'
import { runStage, type Stage } from './stage.ts'

/** How many tests `--slow` names. */
const SLOWEST = 20

/**
 * `lanes` run beside each other, the stages of one in turn; the last lane's output is seen as it comes. `notes`: said
 * before the last line. The exit status.
 */
export async function runSuite(
  lanes: readonly (readonly Stage[])[],
  notes: readonly string[] = [],
): Promise<number> {
  const folder = mkdtempSync(path.join(tmpdir(), 'activation-desk-test-'))
  const total = noCounts()
  const failedStages: string[] = []
  const ends = new Map(lanes.flat().map((stage) => [stage, Promise.withResolvers<undefined>()]))

  async function runLane(stages: readonly Stage[]): Promise<void> {
    for (const stage of stages) {
      if (stage.after) await ends.get(stage.after)?.promise
      const counts = await runStage(stage, folder, stages !== lanes.at(-1))
      ends.get(stage)?.resolve(undefined)
      total.passed += counts.passed
      total.failed += counts.failed
      total.failures.push(...counts.failures)
      total.skipped.push(...counts.skipped)
      total.times.push(...counts.times)
      if (counts.failed > 0) failedStages.push(stage.name)
    }
  }

  try {
    await Promise.all(lanes.map(runLane))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
  process.stdout.write('\n')
  for (const note of notes) process.stdout.write(`${note}\n`)
  if (process.argv.includes('--slow')) {
    const slowest = total.times.toSorted((a, b) => b.milliseconds - a.milliseconds).slice(0, SLOWEST)
    for (const { name, milliseconds } of slowest)
      process.stdout.write(`${(milliseconds / 1000).toFixed(1).padStart(7)} s  ${name}\n`)
  }
  for (const { name, reason } of total.skipped) process.stdout.write(`skipped: ${name} (${reason})\n`)
  for (const { name, words } of total.failures) process.stdout.write(`failed: ${name} (${words})\n`)
  if (failedStages.length > 0) process.stdout.write(`failed in: ${failedStages.join(', ')}\n`)
  process.stdout.write(`${total.passed} passed, ${total.failed} failed, ${total.skipped.length} skipped\n`)
  return total.failed > 0 ? 1 : 0
}
