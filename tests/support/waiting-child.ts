// Many writers of one process, each as fast as its turn comes; says of each write how long it waited, in milliseconds and writes.
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'
import { once } from 'node:events'
import { fileStore } from '#main/adapters/file-store/file-store.ts'
import { must } from './must.ts'

export interface Waiting {
  readonly dataDir: string
  readonly threads: number
  readonly times: number
  /** Milliseconds that a write waits for its turn; without it as long as the app does. */
  readonly patience?: number
}
export interface Waited {
  readonly milliseconds: number
  /** Writes of others between the moment when this one was wanted and when it was done; null: its turn did not come. */
  readonly others: number | null
}

if (isMainThread) {
  const waiting = JSON.parse(process.argv[2] ?? '') as Waiting
  const threads = Array.from({ length: waiting.threads }, () => {
    const thread = new Worker(new URL(import.meta.url), { workerData: waiting })
    return thread
  })
  await Promise.all(threads.map((thread) => once(thread, 'message'))) // “ready”
  console.log('ready')
  await once(process.stdin, 'data')
  process.stdin.unref()
  for (const thread of threads) {
    thread.on('message', (waited: Waited[]) => console.log(JSON.stringify(waited)))
    thread.postMessage('go')
  }
  await Promise.all(threads.map((thread) => once(thread, 'exit')))
} else {
  const { dataDir, times, patience } = workerData as Waiting
  const store = fileStore(dataDir, patience)
  const waited: Waited[] = []
  const port = parentPort
  if (!port) throw new Error('not a thread')
  port.postMessage('ready')
  await once(port, 'message')
  for (let time = 0; time < times; time += 1) {
    const [start, from] = [performance.now(), must(store.read()).mark]
    const written = await store.write((writer, { mark }) => {
      writer.raiseMark(mark + 1)
      return mark
    })
    const others = written.ok ? written.value - from : null
    waited.push({ milliseconds: performance.now() - start, others })
  }
  port.postMessage(waited)
  port.close()
}
