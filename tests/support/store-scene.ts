// A store with one good license, made anew before each test of a file.
import path from 'node:path'
import { afterEach, beforeEach } from 'vitest'
import { fileStore } from '#main/adapters/file-store/file-store.ts'
import { must } from './must.ts'
import { openStore, type OpenStore } from './store-samples.ts'
import { Cleanup } from './temporary.ts'

export function storeScene() {
  const cleanup = new Cleanup()
  let open: OpenStore
  beforeEach(async () => {
    open = openStore(cleanup)
    await open.put({ id: 'good' })
  })
  afterEach(() => cleanup.run())
  return {
    cleanup,
    get open() {
      return open
    },
    at: (...names: string[]) => path.join(open.dataDir, ...names),
    ids: () => open.contents().licenses.map((license) => license.id),
    /** Any writer, which mends what it finds first. */
    nextWriter: () => open.write((writer) => writer.raiseMark(1)),
    /** As if it had been there for long. */
    repair: async () => must(await fileStore(open.dataDir, undefined, 0).repair()),
  }
}
