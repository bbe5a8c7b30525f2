// Writes one line of the activity log for an attempt, however it ended.
import type { Result } from '#shared/result.ts'
import type { Dependencies } from '../dependencies.ts'
import type { ActivityEntry } from '../ports/activity-log.ts'

export async function recordActivity<T extends Result<unknown, { code: string }>>(
  action: ActivityEntry['action'],
  subject: string | null,
  work: Promise<T>,
  { activity, clock }: Pick<Dependencies, 'activity' | 'clock'>,
): Promise<T> {
  const outcome = await work
  await activity.append({ at: clock.now(), action, subject, result: outcome.ok ? 'ok' : outcome.error.code })
  return outcome
}
