// Readers beside writers that replace a license without a pause: no read may find one license too few (issue 10.16).
import { afterEach, expect, test } from 'vitest'
import { startChild } from '#tests/support/child.ts'
import { must } from '#tests/support/must.ts'
import { share } from '#tests/support/rounds.ts'
import { openStore, rewrittenFile } from '#tests/support/store-samples.ts'
import { Cleanup } from '#tests/support/temporary.ts'

const cleanup = new Cleanup()
afterEach(() => cleanup.run())

/** 31 of so many found one too few once. */
const READS = 27_000

test('every read finds both licenses, of tens of thousands', async () => {
  const { isUp } = share()
  const { dataDir, put, store } = openStore(cleanup)
  await put({ id: 'rewritten', code: 'code 0', file: rewrittenFile('code 0', 0) })
  await put({ id: 'untouched' })
  for (const _ of [1, 2]) startChild(cleanup, 'rewriting-child.ts', { dataDir, id: 'rewritten', times: 1e9 })
  let reads = 0
  for (; reads < READS || !isUp(); reads += 1) {
    expect(must(store.read()).licenses, `read ${reads}`).toHaveLength(2)
    if (reads % 100 === 0) await new Promise(setImmediate)
  }
  console.log(`${reads} reads`)
})
