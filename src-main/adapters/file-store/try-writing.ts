// Whether something could be stored now.
import { randomBytes } from 'node:crypto'
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
import { prepareFolders } from './recover.ts'
import { removeFile } from './remove.ts'
import { insistOn } from './set-aside.ts'
import { writeNew } from './whole-file.ts'

/** About what one license takes, so that a probe notices a full disk. */
const PROBE_BYTES = 65_536

/**
 * Whether a write could succeed now, for who only looks: what is damaged, or was left, stays for a writer or a repair to
 * see to.
 */
export async function tryWriting(
  dataDir: string,
  patience: number,
): Promise<Result<null, Failure<StoreWriteErrorCode>>> {
  if (!existsSync(dataDir)) return tryPlace(dataDir)
  const layout = layoutOf(dataDir)
  try {
    refuseNewer(layout, 'writers')
    prepareFolders(layout)
    await withLock(layout, patience, () => {
      insistOn(layout.format)
      proveWritable(layout)
    })
    return ok(null)
  } catch (error) {
    return err(writeFailure(error, dataDir))
  }
}

export function proveWritable(layout: Layout): void {
  insistOnLicensePlaces(layout)
  const file = below(layout.staging, `probe-${randomBytes(6).toString('hex')}`)
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
