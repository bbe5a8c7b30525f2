// Every attempt, check and change, for an auditor: append-only.
import type { Instant } from '#shared/license/license.ts'

export interface ActivityEntry {
  readonly at: Instant
  readonly action: 'activate_online' | 'activate_offline' | 'refresh' | 'export'
  /** `ok` or the code of the failure. */
  readonly result: string
  /** Ids, product codes, formats: never a License Code. */
  readonly subject: string | null
}

export interface ActivityLog {
  /** Never fails its caller: an activation is not lost because its log line could not be written. */
  append(entry: ActivityEntry): Promise<void>
}
