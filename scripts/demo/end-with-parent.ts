// Given to Node by --import: ends this process, whatever it is at, when the one that started it is gone. A demo or a test
// run that was killed leaves no server and no writer behind.
import { isMainThread, Worker, workerData } from 'node:worker_threads'

/** The child's end of a pipe that nobody writes to: it closes with the process that has the other. */
const PARENT = 3

// In a thread of its own: a program may be in a loop, or wait for a lock.
if (isMainThread) new Worker(new URL(import.meta.url), { workerData: PARENT }).unref()
else if (workerData === PARENT) {
  const { Socket } = await import('node:net')
  new Socket({ fd: PARENT }).on('close', () => process.kill(process.pid, 'SIGKILL')).resume()
}
