// Another writer that holds the store's lock for as long as a test likes: a thread, which locks as a process does.
import { once } from 'node:events'
import path from 'node:path'
import { Worker } from 'node:worker_threads'
import type { Cleanup } from './temporary.ts'

const HOLD = `
  const { DatabaseSync } = require('node:sqlite')
  const { parentPort, workerData } = require('node:worker_threads')
  const database = new DatabaseSync(workerData)
  database.exec('BEGIN EXCLUSIVE')
  parentPort.postMessage('held')
  parentPort.once('message', () => database.close())`

/** Returns what lets go of the lock. The folder must be there. */
export async function holdLock(cleanup: Cleanup, dataDir: string): Promise<() => Promise<void>> {
  const holder = new Worker(HOLD, { eval: true, workerData: path.join(dataDir, 'lock.db') })
  cleanup.add(() => holder.terminate())
  await once(holder, 'message')
  return async () => {
    holder.postMessage('let go')
    await once(holder, 'exit')
  }
}
