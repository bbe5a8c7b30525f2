// The way to the activation server: what it is at this moment, and whether it can be gone, step by step.
import type { ConnectionLine } from '#shared/contract/doctor.ts'
import type { ErrorsOf, Failure } from '#shared/contract/errors.ts'
import type { Result } from '#shared/result.ts'

/** What can be wrong before the first byte is sent. */
export type WayErrorCode = ErrorsOf<'way'>

export interface WayFacts {
  /** Without its password; null: directly. */
  readonly proxy: string | null
  readonly from: 'settings' | 'environment' | 'system' | null
}

export interface Connection {
  /** Opens nothing. */
  way(): Result<WayFacts, Failure<WayErrorCode>>
  /** One line for every step, in their order; what lies behind a failed one is skipped. Carries no License Code. */
  test(signal: AbortSignal): Promise<readonly ConnectionLine[]>
  /** Refuses a file in which there is no certificate. */
  tryCaFile(file: string): Result<null, Failure<'ca_file_not_usable'>>
}
