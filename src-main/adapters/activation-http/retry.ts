// When a request is sent once more. Not undici's RetryAgent: it leaves POST alone, waits for as long as it is told to,
// and would hand on a second answer before the first was looked at; here one time limit covers all tries.
import { setTimeout as pause } from 'node:timers/promises'
import type { Failure } from '#shared/contract/errors.ts'
import type { ServerErrorCode } from '#main/core/ports/activation-client.ts'
import type { Result } from '#shared/result.ts'

export const MOST_TRIES = 3
/** Milliseconds before the second try, unless the server named a time. */
export const FIRST_WAIT = 200

export interface Trouble {
  readonly failure: Failure<ServerErrorCode>
  /** Whether the same request may do better in a moment. */
  readonly passing: boolean
  /** Nothing of the request reached the server, or it says itself that it did nothing: what must not be done twice has not been done. */
  readonly undone: boolean
  /** Milliseconds that the server asked to wait; null: it named no time. */
  readonly retryAfter: number | null
}

/**
 * `repeatable`: asking twice does the same as asking once; else only what is known to be undone is sent again. A wait that
 * would not end within the limit is not begun: the failure's words say how long to wait.
 */
export async function withRetries<T>(
  attempt: () => Promise<Result<T, Trouble>>,
  deadline: number,
  signal: AbortSignal,
  repeatable: boolean,
  firstWait: number,
  mostTries = MOST_TRIES,
): Promise<Result<T, Trouble>> {
  for (let tries = 1; ; tries++) {
    const outcome = await attempt()
    if (outcome.ok || tries >= mostTries) return outcome
    const { passing, undone } = outcome.error
    if (!passing || !(repeatable || undone)) return outcome
    const wait = outcome.error.retryAfter ?? firstWait * 2 ** (tries - 1) * (1 + Math.random() / 2)
    if (performance.now() + wait >= deadline) return outcome
    await pause(wait, undefined, { signal }).catch(() => undefined)
  }
}

/** Seconds, or a date (RFC 9110 §10.2.3), as milliseconds from now; null where it is neither, or over. */
export function readRetryAfter(header: string, now: number): number | null {
  const wait = /^\d{1,9}$/.test(header) ? Number(header) * 1000 : Date.parse(header) - now
  return wait > 0 ? wait : null
}
