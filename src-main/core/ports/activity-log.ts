// Every attempt, refresh and change, for an auditor: append-only.
import type {
  ActivityAction,
  ActivityEntry as ActivityLine,
  ActivityPage,
  Clocks,
  LicenseChange,
} from '#shared/contract/activity-views.ts'
import type { Failure } from '#shared/contract/errors.ts'
import type { Instant } from '#shared/instant.ts'
import type { Result } from '#shared/result.ts'
import type { StoreReadErrorCode } from './license-store.ts'

export interface ActivityEntry {
  readonly at: Instant
  readonly action: ActivityAction
  /** `ok` or the code of the failure. */
  readonly result: string
  /** Ids, product codes, formats; of a License Code that failed its last letters alone. */
  readonly subject: string | null
  readonly changes?: readonly LicenseChange[]
  readonly checked?: readonly string[]
  readonly problems?: ActivityLine['problems']
  readonly returnCode?: string | null
  readonly clocks?: Clocks
  readonly params?: ActivityLine['params']
}

export interface ActivityQuery {
  readonly limit: number
  /** `next` of the page before; undefined: from the newest on. */
  readonly before?: string | undefined
  readonly action?: string | undefined
  /** `ok`, `failed` (anything else), or one code. */
  readonly result?: string | undefined
  /** The id of a license that a line must be about. */
  readonly license?: string | undefined
}

export interface ActivityLog {
  /** Never fails its caller: an activation is not lost because its log line could not be written. */
  append(entry: ActivityEntry): Promise<void>
  /** The newest first. Lines that are none of ours are one entry that counts them, in their place. */
  list(query: ActivityQuery): Result<ActivityPage, Failure<StoreReadErrorCode>>
  /** Calls back after every line by any process; returns its own unsubscribe. */
  watch(listener: () => void): () => void
}
