// The LicenseReader port made real: the folder as it is at this moment, without a lock and without a trace.
import type { LicenseReader } from '#main/core/ports/license-store.ts'
import { err, ok } from '#shared/result.ts'
import { readFailure } from './failures.ts'
import type { Layout } from './layout.ts'
import { readStanding } from './read-standing.ts'
import { readUsage, wasRecorded } from './usage-file.ts'

export function storeReader(layout: Layout): LicenseReader {
  return {
    readStanding() {
      try {
        return ok(readStanding(layout))
      } catch (error) {
        return err(readFailure(error, layout.root.root))
      }
    },
    isRecordLost: (product) =>
      wasRecorded(layout, product) && !readUsage(layout).records.some((record) => record.product === product),
  }
}
