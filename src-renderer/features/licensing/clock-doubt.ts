// Where time stopped a product, and the clock of this machine may be what is wrong: what it shows, and the latest signed time.
import type { ClockView } from '#shared/contract/activity-views.ts'
import { mayBeClock } from '#shared/license/status.ts'
import { words } from '../../state/words.svelte.ts'
import type { LicenseRow } from './rows.ts'

/** null: nothing points to the clock. `day`: as the person writes days. */
export function clockDoubt(
  rows: readonly Pick<LicenseRow, 'status' | 'mayRun'>[],
  clock: ClockView | undefined,
  day: (iso: string) => string,
): string | null {
  if (!clock || clock.mark === null) return null
  const moment = { clock: Date.parse(clock.now), mark: Date.parse(clock.mark) }
  return rows.some((row) => mayBeClock(row, moment))
    ? words.messages.standing.mayBeClock(day(clock.now), day(clock.mark))
    : null
}
