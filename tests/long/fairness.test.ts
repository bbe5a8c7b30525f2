// Fifty writers at once (issue 12.6): none is passed over again and again, whatever the machine's speed.
import { afterEach, expect, test } from 'vitest'
import { openStore } from '#tests/support/store-samples.ts'
import { Cleanup } from '#tests/support/temporary.ts'
import { waitOf, writeAtOnce } from '#tests/support/waiting-writers.ts'

const cleanup = new Cleanup()
afterEach(() => cleanup.run())

const [PROCESSES, THREADS, TIMES] = [5, 10, 6]
/** Milliseconds: nobody gives up, however slow the machine. */
const patience = 120_000

test('fifty writers get the lock in the order in which they came', { timeout: 300_000 }, async () => {
  const { dataDir, contents, write } = openStore(cleanup)
  await write((writer) => writer.raiseMark(1))
  const one = { dataDir, threads: 1, times: 100, patience }
  const alone = [await writeAtOnce(cleanup, 1, one)]
  const many = { dataDir, threads: THREADS, times: TIMES, patience }
  const { each, waits } = await writeAtOnce(cleanup, PROCESSES, many)
  alone.push(await writeAtOnce(cleanup, 1, one))
  const writers = PROCESSES * THREADS
  expect(contents().mark).toBe(1 + 200 + writers * TIMES)
  const others = waits.map((waited) => waited.others ?? Infinity).toSorted((a, b) => a - b)
  const passedBy = (share: number) => others[Math.ceil(share * others.length) - 1]
  const waited = (share: number) => Math.round(waitOf(share, waits))
  const byItself = Math.max(...alone.map((one) => one.each))
  console.log(
    `waited: median ${waited(0.5)} ms, p99 ${waited(0.99)} ms, longest ${waited(1)} ms; passed by ${passedBy(1)} writes at most; a write took ${each.toFixed(1)} ms, alone ${byItself.toFixed(1)} ms`,
  )
  // Each of the others once, and once more where it came before this one had its ticket.
  expect(passedBy(0.99)).toBeLessThanOrEqual(2 * writers)
  // Those that wait do not take the time of the one that writes: it was over five times as long. Others have this machine too.
  expect(each).toBeLessThan(4.5 * byItself)
})
