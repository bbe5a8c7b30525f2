// Writes one line of the activity log for an attempt, however it ended.
import type { Result } from '#shared/result.ts'
import type { Dependencies } from '../dependencies.ts'
import type { ActivityEntry } from '../ports/activity-log.ts'
import { keptParams } from './kept-params.ts'

/** What a line tells beside its result. */
export type ActivityDetails = Pick<
  ActivityEntry,
  'changes' | 'checked' | 'problems' | 'returnCode' | 'clocks' | 'params'
> & {
  /** In the place of `ok`. */
  readonly result?: string
  /** Where it is only known afterwards. */
  readonly subject?: string
}

interface Told {
  readonly code: string
  readonly params?: unknown
}

/** `describe` is asked about what went well, `about` about what did not: which row of a key, and the like. */
export async function recordActivity<T, E extends Told>(
  action: ActivityEntry['action'],
  subject: string | null,
  work: Promise<Result<T, E>>,
  { activity, clock }: Pick<Dependencies, 'activity' | 'clock'>,
  describe: (value: T) => ActivityDetails = () => ({}),
  about: (error: E) => ActivityDetails = () => ({}),
  /** What was entered, and may be a code. */
  entered = '',
): Promise<Result<T, E>> {
  const outcome = await work
  const details = outcome.ok
    ? { result: 'ok', ...describe(outcome.value) }
    : { result: outcome.error.code, ...named(outcome.error, entered), ...about(outcome.error) }
  await activity.append({ at: clock.now(), action, subject, ...details })
  return outcome
}

/** Of a wrong clock the two times have a place of their own in a line. */
function named({ code, params }: Told, entered: string): Pick<ActivityDetails, 'params'> {
  const kept = code === 'clock_off' ? null : keptParams(params, entered)
  return kept === null ? {} : { params: kept }
}
