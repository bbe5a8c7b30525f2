// Fifty writers at once (issue 12.6): none is passed over again and again, whatever the machine's speed.
import { afterEach, expect, test } from 'vitest'
import { startChild } from '#tests/support/child.ts'
import { openStore } from '#tests/support/store-samples.ts'
import { Cleanup } from '#tests/support/temporary.ts'
import type { Waited } from '#tests/support/waiting-child.ts'

const cleanup = new Cleanup()
afterEach(() => cleanup.run())

const [PROCESSES, THREADS, TIMES] = [5, 10, 6]

test('fifty writers get the lock in the order in which they came', { timeout: 300_000 }, async () => {
  const { dataDir, contents, write } = openStore(cleanup)
  await write((writer) => writer.raiseMark(1))
  const children = Array.from({ length: PROCESSES }, () =>
    startChild(cleanup, 'waiting-child.ts', { dataDir, threads: THREADS, times: TIMES }),
  )
  for (const child of children) await child.line() // “ready”
  for (const child of children) child.tell('go')
  expect(await Promise.all(children.map((child) => child.ended))).toEqual(children.map(() => 0))
  const waits = children.flatMap((child) =>
    child.printed.slice(1).flatMap((line) => JSON.parse(line) as Waited[]),
  )
  const writers = PROCESSES * THREADS
  expect(waits).toHaveLength(writers * TIMES)
  expect(contents().mark).toBe(1 + writers * TIMES)
  const at = (share: number, of: (waited: Waited) => number) =>
    waits.map(of).toSorted((a, b) => a - b)[Math.ceil(share * waits.length) - 1] ?? NaN
  const waited = (share: number) => Math.round(at(share, ({ milliseconds }) => milliseconds))
  console.log(
    `waited: median ${waited(0.5)} ms, p99 ${waited(0.99)} ms, longest ${waited(1)} ms; passed by ${at(1, ({ others }) => others)} writes at most`,
  )
  // Each of the others once, and once more where it came before this one had its ticket.
  expect(at(0.99, ({ others }) => others)).toBeLessThanOrEqual(2 * writers)
})
