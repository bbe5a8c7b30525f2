// What a person most likely does next on the Licensing page: what its notices ask for, and where all is well, another license.
import type { LicenseList } from '#shared/contract/views.ts'
import { remedyOfAll, type WindowFor } from './remedies.ts'
import type { LicenseRow } from './rows.ts'

export type Next = 'refresh' | 'add' | WindowFor

interface Known {
  /** A refresh or its outcome. */
  readonly failed: boolean
  readonly offlineOnly: boolean
}

export function nextOf(
  list: LicenseList | null,
  rows: readonly LicenseRow[],
  { failed, offlineOnly }: Known,
): Next {
  if (list === null) return 'add'
  if (failed || list.clock.state !== 'ok' || list.returns.length > 0) return 'refresh'
  if (list.seatReleased.length > 0) return 'again'
  const { refresh, window } = remedyOfAll(rows, offlineOnly)
  return refresh ? 'refresh' : (window ?? 'add')
}
