// Writes one line of the activity log for an attempt, however it ended.
import type { Result } from '#shared/result.ts'
import type { Dependencies } from '../dependencies.ts'
import type { ActivityEntry } from '../ports/activity-log.ts'

/** What a line tells beside its result. */
export type ActivityDetails = Pick<
  ActivityEntry,
  'changes' | 'checked' | 'problems' | 'returnCode' | 'clocks'
> & {
  /** In the place of `ok`. */
  readonly result?: string
  /** Where it is only known afterwards. */
  readonly subject?: string
}

/** `describe` is asked about what went well, `about` about what did not: which row of a key, and the like. */
export async function recordActivity<T, E extends { code: string }>(
  action: ActivityEntry['action'],
  subject: string | null,
  work: Promise<Result<T, E>>,
  { activity, clock }: Pick<Dependencies, 'activity' | 'clock'>,
  describe: (value: T) => ActivityDetails = () => ({}),
  about: (error: E) => ActivityDetails = () => ({}),
): Promise<Result<T, E>> {
  const outcome = await work
  const details = outcome.ok
    ? { result: 'ok', ...describe(outcome.value) }
    : { result: outcome.error.code, ...about(outcome.error) }
  await activity.append({ at: clock.now(), action, subject, ...details })
  return outcome
}
