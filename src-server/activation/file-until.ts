// Until when a file that was given out holds, for the seat of the machine that has it.
import { DAY } from '#shared/instant.ts'
import type { License } from '../store/licenses.ts'

/** The last moment of the last year with four digits. */
const NEVER_ENDS = Date.parse('9999-12-31T23:59:59.999Z')

/** `end` null: the file has no end of its own, so that it holds as long as the license that is in it. */
export function fileUntil({ expiry, metadata }: License, end: number | null): number {
  if (end !== null) return end
  return expiry === null ? NEVER_ENDS : expiry + metadata.graceDays * DAY
}
