// What has to hold here before anything is signed, beside the key itself: nobody else can exchange the key, and the clock
// shows a day on which apps take what it signs (docs/vendor-guide.md#when-it-does-not-work).
import { iso } from '#shared/instant.ts'
import { Fault } from '../fault.ts'
import type { KeyRecord } from '../store/keys.ts'
import { KEYS_FOLDER, type Vendor } from './open-vendor.ts'
import { writableByOthers } from './private-folder.ts'

/** Throws a Fault; to be called before anything is changed. Looked at anew each time: both may change meanwhile. */
export async function refuseUnfit(vendor: Vendor): Promise<void> {
  refuseSharedFolder(vendor.dataDir)
  refuseEarlyClock(await vendor.keys.all(), vendor.clock())
}

/** Throws a Fault where the data folder or its keys are not their owner's alone. */
export function refuseSharedFolder(dataDir: string): void {
  const shared = writableByOthers(dataDir, [KEYS_FOLDER])
  if (shared === null) return
  throw new Fault('folder_writable_by_others', (words) => words.folderShared(shared))
}

/** Throws a Fault where the signing key's first day is still to come: apps take nothing that a key signed before it. */
export function refuseEarlyClock(keys: readonly KeyRecord[], now: number): void {
  const from = keys.find(({ active }) => active)?.from ?? now
  if (now >= from) return
  throw new Fault('clock_before_key', (words) => words.clockBeforeKey(iso(now), iso(from)))
}
