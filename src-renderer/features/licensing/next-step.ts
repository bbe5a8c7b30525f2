// What a person most likely does next on the Licensing page: what its notices ask for, and where all is well, another license.
import type { LicenseList } from '#shared/contract/views.ts'
import { isStopped, remedyOf, remedyOfAll, type WindowFor } from './remedies.ts'
import type { LicenseRow } from './rows.ts'

/** `reload`: the list again, once the clock was set. `first`: the worst row, where what is stopped needs more than one thing. `contact`: the vendor alone can mend it. */
export type Next = 'refresh' | 'reload' | 'add' | 'first' | 'contact' | WindowFor

interface Known {
  /** A refresh or its outcome. */
  readonly failed: boolean
  /** The vendor’s server answered it, and says no. */
  readonly refused?: boolean
  readonly offlineOnly: boolean
}

export function nextOf(
  list: LicenseList | null,
  rows: readonly LicenseRow[],
  { failed, refused = false, offlineOnly }: Known,
): Next {
  if (list === null) return 'add'
  if (refused && list.clock.state === 'ok') return 'contact'
  const online = list.licenses.some(({ mode }) => mode === 'online')
  if (!offlineOnly && (failed || (online && list.clock.state !== 'ok'))) return 'refresh'
  // Nothing of what is stopped then can be told for sure.
  if (list.clock.state === 'problem') return 'reload'
  const ofStopped = nextOfStopped(rows.filter(isStopped), offlineOnly)
  if (ofStopped !== null) return ofStopped
  if (list.seatReleased.length > 0) return 'again'
  const { refresh, window, windowFirst } = remedyOfAll(rows, offlineOnly)
  if (refresh && !windowFirst) return 'refresh'
  return window ?? (!offlineOnly && list.returns.length > 0 ? 'refresh' : 'add')
}

/** null: nothing is stopped. */
function nextOfStopped(stopped: readonly LicenseRow[], offlineOnly: boolean): Next | null {
  const [needed = null, ...others] = new Set(stopped.map((row) => nextOfOne(row, offlineOnly)))
  return others.length > 0 ? 'first' : needed
}

function nextOfOne(row: LicenseRow, offlineOnly: boolean): Next {
  const { refresh, window } = remedyOf(row, offlineOnly)
  if (refresh) return 'refresh'
  return window ?? (VENDOR_MENDS.has(row.status) ? 'contact' : 'first')
}

const VENDOR_MENDS: ReadonlySet<string> = new Set(['suspended', 'revoked'])
