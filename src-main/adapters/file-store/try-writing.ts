// Whether something could be stored now.
import { existsSync } from 'node:fs'
import type { StoreWriteErrorCode } from '#main/core/ports/license-store.ts'
import type { Failure } from '#shared/contract/errors.ts'
import { hasNoFilesLeft } from '#shared/files/used-up.ts'
import { err, ok, type Result } from '#shared/result.ts'
import { StoreTrouble, writeFailure } from './failures.ts'
import { insistOnPlaceFor } from './folders.ts'
import { refuseNewer } from './format.ts'
import { layoutOf, type Layout } from './layout.ts'
import { withLock } from './lock.ts'
import { insistOnLicensePlaces } from './obstacles.ts'
import { below } from './place.ts'
import { isThere } from './read-files.ts'
import { probeName } from './recover.ts'
import { removeEmptyFolder, removeFile } from './remove.ts'
import { insistOn } from './set-aside.ts'
import { insistOnWritable, writeNew } from './whole-file.ts'

/** About what one license takes, so that a probe notices a full disk. */
const PROBE_BYTES = 65_536

/**
 * Whether a write could succeed now, for who only looks: what is damaged, or was left, stays for a writer or a repair to
 * see to, and nothing is made that is not there.
 */
export async function tryWriting(
  dataDir: string,
  patience: number,
): Promise<Result<null, Failure<StoreWriteErrorCode>>> {
  if (!existsSync(dataDir)) return tryPlace(dataDir)
  const layout = layoutOf(dataDir)
  try {
    refuseNewer(layout, 'writers')
    await underLockLeftAsFound(layout, patience, () => {
      insistOn(layout.format)
      proveWritable(layout)
    })
    return ok(null)
  } catch (error) {
    return err(writeFailure(error, dataDir))
  }
}

/** Where there is no lock one of its own, which tells whether this disk locks files. */
async function underLockLeftAsFound(layout: Layout, patience: number, work: () => void): Promise<void> {
  const lock = isThere(layout.lock) ? layout.lock : below(layout.root, probeName())
  const hadQueue = isThere(layout.waiting)
  try {
    await withLock({ ...layout, lock }, patience, work)
  } finally {
    if (lock !== layout.lock) removeFile(lock)
    if (!hadQueue) removeEmptyFolder(layout.waiting)
  }
}

export function proveWritable(layout: Layout): void {
  insistOnLicensePlaces(layout)
  // Each write puts a file there, whatever else it puts elsewhere.
  insistOnWritable(layout.root)
  const file = below(isThere(layout.staging) ? layout.staging : layout.root, probeName())
  try {
    writeNew(file, ' '.repeat(PROBE_BYTES))
  } finally {
    removeFile(file)
  }
  // A license is several files.
  if (hasNoFilesLeft(layout.root.root)) throw new StoreTrouble('ENOSPC')
}

/** Whether it could be made: a path that somebody mistyped is not to be one from then on. */
export function tryPlace(dataDir: string): Result<null, Failure<StoreWriteErrorCode>> {
  try {
    insistOnPlaceFor(dataDir, PROBE_BYTES)
    return ok(null)
  } catch (error) {
    return err(writeFailure(error, dataDir))
  }
}
