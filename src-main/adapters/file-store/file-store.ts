// The licenses of this machine in a folder (docs/formats/stored-files.md): the LicenseStore port made
// real.
import { randomBytes } from 'node:crypto'
import type { LicenseStore, StoreWriteErrorCode } from '#main/core/ports/license-store.ts'
import type { Failure } from '#shared/contract/errors.ts'
import { hasNoFilesLeft } from '#shared/files/used-up.ts'
import { err, ok, type Result } from '#shared/result.ts'
import { readFailure, StoreTrouble, writeFailure } from './failures.ts'
import { refuseNewer } from './format.ts'
import { layoutOf, type Layout } from './layout.ts'
import { PATIENCE, withLock } from './lock.ts'
import { readContents } from './read.ts'
import { below } from './place.ts'
import { readOptional } from './read-files.ts'
import { finishStaged, prepareFolders, removeLeftBehind } from './recover.ts'
import { damagedBeside, repairStore, YOUNG } from './repair.ts'
import { removeFile } from './remove.ts'
import { writeNew } from './whole-file.ts'
import { storeReader } from './store-reader.ts'
import { upgrade } from './upgrade.ts'
import { historyPath, readHistory } from './usage-history.ts'
import { watchFile } from './watch-file.ts'
import { fileWriter } from './write.ts'

/** About what one license takes, so that a probe notices a full disk. */
export const PROBE_BYTES = 65_536

/** Creates nothing until something is written. `dataDir`: absolute. `young`: milliseconds, see repair. */
export function fileStore(dataDir: string, patience = PATIENCE, young = YOUNG): LicenseStore {
  const layout = layoutOf(dataDir)
  return {
    ...storeReader(layout),
    read() {
      try {
        return ok(readContents(layout))
      } catch (error) {
        return err(readFailure(error, dataDir))
      }
    },
    write: (change) =>
      underLock(layout, patience, () => {
        const writer = fileWriter(layout)
        try {
          const result = change(writer, readContents(layout))
          writer.commit()
          return result
        } catch (error) {
          writer.discard()
          throw error
        }
      }),
    usageHistory(product) {
      try {
        return ok(readHistory(historyPath(layout, product)).points)
      } catch (error) {
        return err(readFailure(error, dataDir))
      }
    },
    isHistoryWhole: (product) => !readHistory(historyPath(layout, product)).incomplete,
    damagedBeside: () => damagedBeside(layout),
    repair: () => underLock(layout, patience, () => repairStore(layout, young)),
    probe: () =>
      underLock(layout, patience, () => {
        const file = below(layout.staging, `probe-${randomBytes(6).toString('hex')}`)
        try {
          writeNew(file, ' '.repeat(PROBE_BYTES))
        } finally {
          removeFile(file)
        }
        // A license is several files.
        if (hasNoFilesLeft(dataDir)) throw new StoreTrouble('ENOSPC')
        return null
      }),
    watch: (listener) => watchFile(layout.revision, () => readOptional(layout.revision) ?? '', listener),
  }
}

/** For every file in the data folder that more than one process may write. `work` must not wait for anything. */
export async function underLock<T>(
  layout: Layout,
  patience: number,
  work: () => T,
): Promise<Result<T, Failure<StoreWriteErrorCode>>> {
  try {
    refuseNewer(layout, 'writers')
    prepareFolders(layout)
    const value = await withLock(layout, patience, () => {
      upgrade(layout)
      removeLeftBehind(layout)
      finishStaged(layout)
      return work()
    })
    return ok(value)
  } catch (error) {
    return err(writeFailure(error, layout.root.root))
  }
}
