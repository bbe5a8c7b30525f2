// Until when the app may run by a file that was given out, for the seat of the machine that has it.
import { DAY } from '#shared/instant.ts'
import type { License } from '../store/licenses.ts'
import { keepsAccess } from './keygen-status.ts'

/** The last moment of the last year with four digits. */
const NEVER_ENDS = Date.parse('9999-12-31T23:59:59.999Z')

/**
 * The end of the file or of the license that is in it, whichever comes first, and the days of grace after it
 * (docs/product.md#statuses). `end` null: the file has no end of its own. A license that keeps its access has none.
 */
export function fileUntil({ expiry, rules, metadata }: License, end: number | null): number {
  const ends = [end, keepsAccess(rules) ? null : expiry].filter((each) => each !== null)
  return ends.length === 0 ? NEVER_ENDS : Math.min(...ends) + metadata.graceDays * DAY
}
