// A writer that never ends: it says so, and then keeps the store's lock until it is killed.
import { writeSync } from 'node:fs'
import { fileStore } from '#main/adapters/file-store/file-store.ts'

const { dataDir } = JSON.parse(process.argv[2] ?? '') as { dataDir: string }
await fileStore(dataDir).write((writer) => {
  writer.raiseMark(7)
  writeSync(1, 'held\n')
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)
})
