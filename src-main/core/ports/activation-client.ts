// The activation server as the core sees it: verified answers, or why there is none.
import type { ErrorsOf, Failure } from '#shared/contract/errors.ts'
import type { Instant } from '#shared/instant.ts'
import type { Result } from '#shared/result.ts'
import type { RecordedAnswer } from './license-store.ts'

/** What can go wrong between here and a believable answer. */
export type ServerErrorCode = ErrorsOf<'server_away'>

export interface Validation {
  readonly valid: boolean
  /** Keygen's code, e.g. `VALID`, `NO_MACHINE`, `SUSPENDED`. */
  readonly code: string
  readonly detail: string
  /** null: the server does not know the License Code. */
  readonly license: {
    readonly id: string
    readonly expiry: Instant | null
    readonly maxMachines: number | null
  } | null
  readonly answer: RecordedAnswer
}

/** A refusal in the server's own words (a JSON:API error that was signed). */
export interface Refusal {
  readonly status: number
  readonly code: string
  readonly detail: string
}

export type ServerResult<T> = Promise<Result<T, Failure<ServerErrorCode>>>

export interface ActivationClient {
  /** The same client, whose questions end with `cancelled` when the signal does; a seat is given back all the same. */
  until(signal: AbortSignal): ActivationClient
  validate(code: string, fingerprint: string): ServerResult<Validation>
  /** Takes a seat. Already taken by this very machine is no refusal: `created` is false then. */
  activateMachine(
    code: string,
    licenseId: string,
    fingerprint: string,
  ): ServerResult<{ readonly created: boolean } | { readonly refusal: Refusal }>
  /** An encrypted machine file with its license, for so many seconds. */
  checkOut(
    code: string,
    fingerprint: string,
    ttlSeconds: number,
  ): ServerResult<{ readonly file: string } | { readonly refusal: Refusal }>
  /** Gives the seat back. */
  deactivateMachine(code: string, fingerprint: string): ServerResult<{ readonly refusal: Refusal | null }>
}
