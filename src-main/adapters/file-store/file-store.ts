// The licenses of this machine in a folder (docs/formats/stored-files.md): the LicenseStore port made
// real.
import { randomBytes } from 'node:crypto'
import { existsSync, lstatSync } from 'node:fs'
import type { LicenseStore, StoreProblem, StoreWriteErrorCode } from '#main/core/ports/license-store.ts'
import type { Failure } from '#shared/contract/errors.ts'
import { hasNoFilesLeft } from '#shared/files/used-up.ts'
import { err, ok, type Result } from '#shared/result.ts'
import { isTooLong, readFailure, StoreTrouble, writeFailure } from './failures.ts'
import { insistOnPlaceFor } from './folders.ts'
import { refuseNewer } from './format.ts'
import { layoutOf, type Layout } from './layout.ts'
import { PATIENCE, withLock } from './lock.ts'
import { readContents } from './read.ts'
import { below } from './place.ts'
import { readOptional } from './read-files.ts'
import { finishStaged, leftovers, prepareFolders, removeLeftBehind } from './recover.ts'
import { insistOnLicensePlaces, obstacles } from './obstacles.ts'
import { damagedBeside, repairStore, youngLicenses } from './repair.ts'
import { removeFile } from './remove.ts'
import { writeNew } from './whole-file.ts'
import { insistOn } from './set-aside.ts'
import { storeReader } from './store-reader.ts'
import { notWritableBeside, type Unwritten } from './unwritten.ts'
import { upgrade } from './upgrade.ts'
import { historyPath, readHistory } from './usage-history.ts'
import { hasReport } from './usage-reports.ts'
import { wasRecorded } from './usage-file.ts'
import { triedOut } from './tried-out.ts'
import { watchFile } from './watch-file.ts'
import { proveRemovable } from './license-folder.ts'
import { fileWriter, folderOf } from './write.ts'
import { YOUNG } from './young.ts'

/** About what one license takes, so that a probe notices a full disk. */
const PROBE_BYTES = 65_536

/** Creates nothing until something is written. `dataDir`: absolute. `young`: milliseconds, see repair. */
export function fileStore(
  dataDir: string,
  patience = PATIENCE,
  young = YOUNG,
  unwritten?: Unwritten,
): LicenseStore {
  const layout = layoutOf(dataDir)
  const read: LicenseStore['read'] = () => {
    try {
      return ok(readContents(layout))
    } catch (error) {
      return err(readFailure(error, dataDir))
    }
  }
  return {
    ...storeReader(layout),
    read,
    async write(change) {
      // A path that somebody mistyped is to be no data folder for a change that stores nothing.
      const empty = isNotThere(dataDir) ? read() : null
      const tried = empty?.ok ? triedOut(change, empty.value) : null
      if (tried?.changes === false) return ok(tried.result)
      return underLock(layout, patience, () => {
        const writer = fileWriter(layout, unwritten)
        try {
          const result = change(writer, readContents(layout))
          writer.commit()
          return result
        } catch (error) {
          writer.discard()
          throw error
        }
      })
    },
    usageHistory(product) {
      try {
        return ok(readHistory(historyPath(layout, product)).points)
      } catch (error) {
        return err(readFailure(error, dataDir))
      }
    },
    hasReported: (product) => hasReport(layout, product) || wasRecorded(layout, product),
    isHistoryWhole: (product) => !readHistory(historyPath(layout, product)).incomplete,
    damagedBeside: () => [
      ...damagedBeside(layout),
      ...notWritableBeside(layout),
      ...leftovers(layout, young),
      ...youngLicenses(layout, young),
    ],
    obstacles: () => obstacles(layout),
    async repair(notes = []) {
      if (isNotThere(dataDir)) return ok({ setAside: [], left: [] })
      return underLock(layout, patience, (mended) => repairStore(layout, young, mended, notes))
    },
    async probe(removing) {
      if (!existsSync(dataDir)) return tryPlace(dataDir)
      return underLock(layout, patience, () => {
        proveWritable(layout)
        if (removing !== undefined) proveRemovable(layout, folderOf(layout, removing))
        return null
      })
    },
    watch: (listener) => watchFile(layout.revision, () => readOptional(layout.revision) ?? '', listener),
  }
}

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

function proveWritable(layout: Layout): void {
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

/** And could be: of a place where no folder can be, or that nobody may look at, the words are a writer's. */
function isNotThere(dataDir: string): boolean {
  try {
    lstatSync(dataDir)
    return false
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' && !isTooLong(dataDir)
  }
}

/** Whether it could be made: a path that somebody mistyped is not to be one from then on. */
function tryPlace(dataDir: string): Result<null, Failure<StoreWriteErrorCode>> {
  try {
    insistOnPlaceFor(dataDir, PROBE_BYTES)
    return ok(null)
  } catch (error) {
    return err(writeFailure(error, dataDir))
  }
}

/**
 * For every file in the data folder that more than one process may write. `work` must not wait for anything. `mended`: what
 * had to be set aside before it.
 */
export async function underLock<T>(
  layout: Layout,
  patience: number,
  work: (mended: readonly StoreProblem[]) => T,
): Promise<Result<T, Failure<StoreWriteErrorCode>>> {
  try {
    refuseNewer(layout, 'writers')
    prepareFolders(layout)
    const value = await withLock(layout, patience, () => {
      const mended = upgrade(layout)
      removeLeftBehind(layout)
      finishStaged(layout)
      return work(mended)
    })
    return ok(value)
  } catch (error) {
    return err(writeFailure(error, layout.root.root))
  }
}
