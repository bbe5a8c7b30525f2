// What the vendor changed of a license, in one sentence: with instants as the reader writes them.
import type { LicenseChange } from '../contract/activity-views.ts'
import { withMoments } from '../instant.ts'
import type { PageMessages } from './messages.ts'

export const changeText = (
  change: LicenseChange,
  { activity }: Pick<PageMessages, 'activity'>,
  moment?: (iso: string) => string,
): string => withMoments(activity.changes[change.kind](change), moment)
