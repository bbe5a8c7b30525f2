// Fifty programs that write one store at once: how long the last of them waits, beside as many writes one after another.
import { Cleanup } from '../../tests/support/temporary.ts'
import { openStore } from '../../tests/support/store-samples.ts'
import { waitOf, writeAtOnce } from '../../tests/support/waiting-writers.ts'
import { report } from './report.ts'

const [PROCESSES, THREADS, TIMES] = [5, 10, 6]
const WRITERS = PROCESSES * THREADS

export async function benchLock(): Promise<void> {
  const cleanup = new Cleanup()
  try {
    const { dataDir, write } = openStore(cleanup)
    await write((writer) => writer.raiseMark(1))
    const alone = await writeAtOnce(cleanup, 1, { dataDir, threads: 1, times: 2 * WRITERS })
    const { waits } = await writeAtOnce(cleanup, PROCESSES, { dataDir, threads: THREADS, times: TIMES })
    report({
      name: `lock: ${WRITERS} writers, p99`,
      value: waitOf(0.99, waits),
      unit: 'ms from wanting to write to having written',
      against: `${WRITERS} writes of one program, one after another`,
      floor: WRITERS * alone.each,
      aim: 'value ≤ 2000 ms (issue 12)',
    })
    report({
      name: `lock: ${WRITERS} writers, given up`,
      value: waits.filter(({ others }) => others === null).length,
      unit: 'writes whose turn did not come',
      against: 'all of them',
      floor: waits.length,
      aim: '0',
    })
  } finally {
    await cleanup.run()
  }
}
