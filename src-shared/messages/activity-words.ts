// What every language must say about what happened: the activity log, and what the vendor changed.
import type { ActivityAction, LicenseChange } from '../contract/activity-views.ts'
import type { ChangeKind } from '../license/changes.ts'

export interface ActivityWords {
  readonly actions: Readonly<Record<ActivityAction, string>>
  /** Result of an entry that went well. */
  readonly done: string
  /** How many of the online licenses a check could check. */
  readonly checked: (done: number, of: number) => string
  /** One sentence for each kind, e.g. “Server / VM: limit 800 → 1,000”. */
  readonly changes: { readonly [K in ChangeKind]: (change: LicenseChange) => string }
}
