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
    /** Where the server says it. */
    readonly owner: string | null
    readonly expiry: Instant | null
    readonly maxMachines: number | null
    /** A machine that does not ping is dead by the policy, and may lose its seat. */
    readonly requiresHeartbeats: boolean
  } | null
  readonly answer: RecordedAnswer
}

/** A refusal in the server's own words (a JSON:API error that was signed). */
export interface Refusal {
  readonly status: number
  /** null: it named none. */
  readonly code: string | null
  readonly detail: string
}

interface TakenSeat {
  readonly created: boolean
  /** The server knows this machine already: by this license, or by another one. Only a check-out tells. */
  readonly taken: Refusal | null
}

export type ServerResult<T> = Promise<Result<T, Failure<ServerErrorCode>>>

/** `undone`: the server surely did nothing: no part of the question went to it, or it says so itself. */
export interface NoAnswer<E extends Failure = Failure<ServerErrorCode>> {
  readonly failure: E
  readonly undone: boolean
}

export interface ActivationClient {
  /** The same client, whose questions end with `cancelled` when the signal does; a seat is given back all the same. */
  until(signal: AbortSignal): ActivationClient
  validate(code: string, fingerprint: string): ServerResult<Validation>
  /** Takes a seat. A machine that the server knows already is no refusal: `created` is false then. */
  activateMachine(
    code: string,
    licenseId: string,
    fingerprint: string,
  ): ServerResult<TakenSeat | { readonly refusal: Refusal }>
  /** An encrypted machine file with its license, for so many seconds. */
  checkOut(
    code: string,
    fingerprint: string,
    ttlSeconds: number,
  ): ServerResult<{ readonly file: string } | { readonly refusal: Refusal }>
  /** Gives the seat back. */
  deactivateMachine(
    code: string,
    fingerprint: string,
  ): Promise<Result<{ readonly refusal: Refusal | null }, NoAnswer>>
}
