// What a person most likely does next on the Licensing page: what its notices ask for, and where all is well, another license.
import type { LicenseList } from '#shared/contract/views.ts'
import type { LicenseRow } from './rows.ts'
import { remedyOf } from './what-ends.ts'

export type Next = 'refresh' | 'key' | 'add'

export function nextOf(list: LicenseList | null, rows: readonly LicenseRow[], failed: boolean): Next {
  if (list === null) return 'add'
  if (failed || list.clock.state !== 'ok' || list.returns.length > 0) return 'refresh'
  if (list.seatReleased.length > 0) return 'key'
  const remedies = new Set(rows.map(({ status }) => remedyOf(status)))
  return remedies.has('key') ? 'key' : remedies.has('refresh') ? 'refresh' : 'add'
}
