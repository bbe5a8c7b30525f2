// What this program was installed from, and whether it still is that.
import type { Failure } from '#shared/contract/errors.ts'
import type { Result } from '#shared/result.ts'

export interface Installation {
  /** How many files are as they were packed; null: a checkout, of which there is no list. */
  verify(): Result<number | null, Failure<'installation_changed'>>
}
