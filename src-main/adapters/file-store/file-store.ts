// The licenses of this machine in a folder (docs/formats/stored-files.md): the LicenseStore port made
// real.
import { existsSync, lstatSync } from 'node:fs'
import type { LicenseStore } from '#main/core/ports/license-store.ts'
import { err, ok } from '#shared/result.ts'
import { isTooLong, readFailure } from './failures.ts'
import { layoutOf } from './layout.ts'
import { PATIENCE } from './lock.ts'
import { readContents } from './read.ts'
import { readOptional } from './read-files.ts'
import { leftovers } from './recover.ts'
import { obstacles } from './obstacles.ts'
import { damagedBeside, repairStore, youngLicenses } from './repair.ts'
import { storeReader } from './store-reader.ts'
import { notWritableBeside, type Unwritten } from './unwritten.ts'
import { historyPath, readHistory } from './usage-history.ts'
import { hasReport } from './usage-reports.ts'
import { wasRecorded } from './usage-file.ts'
import { triedOut } from './tried-out.ts'
import { proveWritable, tryPlace } from './try-writing.ts'
import { underLock } from './under-lock.ts'
import { watchFile } from './watch-file.ts'
import { proveRemovable } from './license-folder.ts'
import { fileWriter, folderOf } from './write.ts'
import { YOUNG } from './young.ts'

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
    async repair(notes = [], uniqueKey = null) {
      if (isNotThere(dataDir)) return ok({ setAside: [], left: [] })
      return underLock(layout, patience, (mended) => repairStore(layout, young, mended, notes, uniqueKey))
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

/** And could be: of a place where no folder can be, or that nobody may look at, the words are a writer's. */
function isNotThere(dataDir: string): boolean {
  try {
    lstatSync(dataDir)
    return false
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' && !isTooLong(dataDir)
  }
}
