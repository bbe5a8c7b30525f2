// A log that grew too large becomes the older one, `activity.1.jsonl`; what was the older one goes.
import type { Layout } from '../file-store/layout.ts'
import { withLock } from '../file-store/lock.ts'
import { lookAt } from '../file-store/read-files.ts'
import { move } from '../file-store/whole-file.ts'

export const LARGEST_LOG = 10 * 1024 * 1024
/** Milliseconds. Where the store is busy the next line tries again. */
const PATIENCE = 1000

/** Looks again under the store's lock: of two processes at once, the second must not put a new log in the old one's place. */
export async function rotate(layout: Layout, largest: number): Promise<void> {
  await withLock(layout, PATIENCE, () => {
    if ((lookAt(layout.activity)?.size ?? 0) > largest) move(layout.activity, layout.olderActivity)
  })
}
