// Fifty writers at once (issue 12.6): none is passed over again and again, whatever the machine's speed.
import { afterEach, expect, test } from 'vitest'
import { startChild } from '#tests/support/child.ts'
import { openStore } from '#tests/support/store-samples.ts'
import { Cleanup } from '#tests/support/temporary.ts'
import type { Waited } from '#tests/support/waiting-child.ts'

const cleanup = new Cleanup()
afterEach(() => cleanup.run())

const [PROCESSES, THREADS, TIMES] = [5, 10, 6]

/** Milliseconds for each write, and how long each of them waited. */
async function writing(dataDir: string, processes: number, threads: number, times: number) {
  const children = Array.from({ length: processes }, () =>
    startChild(cleanup, 'waiting-child.ts', { dataDir, threads, times }),
  )
  for (const child of children) await child.line() // “ready”
  const start = performance.now()
  for (const child of children) child.tell('go')
  expect(await Promise.all(children.map((child) => child.ended))).toEqual(children.map(() => 0))
  const each = (performance.now() - start) / (processes * threads * times)
  const waits = children.flatMap((child) =>
    child.printed.slice(1).flatMap((line) => JSON.parse(line) as Waited[]),
  )
  expect(waits).toHaveLength(processes * threads * times)
  return { each, waits }
}

test('fifty writers get the lock in the order in which they came', { timeout: 300_000 }, async () => {
  const { dataDir, contents, write } = openStore(cleanup)
  await write((writer) => writer.raiseMark(1))
  const alone = [await writing(dataDir, 1, 1, 100)]
  const { each, waits } = await writing(dataDir, PROCESSES, THREADS, TIMES)
  alone.push(await writing(dataDir, 1, 1, 100))
  const writers = PROCESSES * THREADS
  expect(contents().mark).toBe(1 + 200 + writers * TIMES)
  const at = (share: number, of: (waited: Waited) => number) =>
    waits.map(of).toSorted((a, b) => a - b)[Math.ceil(share * waits.length) - 1] ?? NaN
  const waited = (share: number) => Math.round(at(share, ({ milliseconds }) => milliseconds))
  const byItself = Math.max(...alone.map((one) => one.each))
  console.log(
    `waited: median ${waited(0.5)} ms, p99 ${waited(0.99)} ms, longest ${waited(1)} ms; passed by ${at(1, ({ others }) => others)} writes at most; a write took ${each.toFixed(1)} ms, alone ${byItself.toFixed(1)} ms`,
  )
  // Each of the others once, and once more where it came before this one had its ticket.
  expect(at(0.99, ({ others }) => others)).toBeLessThanOrEqual(2 * writers)
  // Those that wait do not take the time of the one that writes: it was over five times as long. Others have this machine too.
  expect(each).toBeLessThan(4.5 * byItself)
})
