// Counts a product's usage up from many threads of one process, as fast as the store's lock lets them.
import { once } from 'node:events'
import { isMainThread, Worker, workerData } from 'node:worker_threads'
import { fileStore } from '#main/adapters/file-store/file-store.ts'
import { NOT_OVER } from '#shared/license/days-over-limit.ts'
import { must } from './must.ts'

interface Counting {
  readonly dataDir: string
  readonly threads: number
  readonly times: number
}

if (isMainThread) {
  const counting = JSON.parse(process.argv[2] ?? '') as Counting
  const threads = Array.from({ length: counting.threads }, () => {
    return new Worker(new URL(import.meta.url), { workerData: counting })
  })
  await Promise.all(threads.map((thread) => once(thread, 'exit')))
} else {
  const { dataDir, times } = workerData as Counting
  const store = fileStore(dataDir, 120_000)
  for (let time = 0; time < times; time += 1)
    must(
      await store.write((writer, contents) => {
        const before = contents.usage.find((record) => record.product === 'counted')?.usage ?? 0
        writer.putUsage({ product: 'counted', usage: before + 1, reportedAt: 0, daysOverLimit: NOT_OVER })
      }),
    )
}
