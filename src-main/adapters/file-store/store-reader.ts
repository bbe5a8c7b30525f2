// The LicenseReader port made real: the folder as it is at this moment, without a lock and without a trace.
import type { LicenseReader } from '#main/core/ports/license-store.ts'
import { err, ok } from '#shared/result.ts'
import { readFailure } from './failures.ts'
import type { Layout } from './layout.ts'
import { readState } from './read-files.ts'
import { readStanding } from './read-standing.ts'
import { readUsage } from './usage-file.ts'
import { hasReport } from './usage-reports.ts'
import { historyPath } from './usage-history.ts'

export function storeReader(layout: Layout): LicenseReader {
  return {
    readStanding() {
      try {
        return ok(readStanding(layout))
      } catch (error) {
        return err(readFailure(error, layout.root.root))
      }
    },
    hasReported(product) {
      if (hasReport(layout, product)) return true
      const { is } = readState(historyPath(layout, product))
      // A history that cannot be read is no reason to doubt what was reported.
      return is === 'text' || (is === 'trouble' && readUsage(layout).incomplete)
    },
  }
}
