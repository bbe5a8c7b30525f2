// Gives a machine's seat back to the vendor.
import { failure, type Failure } from '#shared/contract/errors.ts'
import { err, ok, type Result } from '#shared/result.ts'
import type { Dependencies } from '../dependencies.ts'
import type { NoAnswer, Refusal, ServerErrorCode } from '../ports/activation-client.ts'
import { otherRefusal } from './refused.ts'

/** `gone`: there was none to give back. The others say why the server frees none at present. */
export type Freed = 'freed' | 'gone' | 'license_suspended' | 'license_expired'
export type FreeErrorCode =
  ServerErrorCode | 'license_not_allowed' | 'license_permission_missing' | 'license_refused'

/** By the server's own signed word: that it is asked again changes nothing, unless the vendor does. */
export const isNotPermitted = ({ code }: Failure): boolean => NOT_PERMITTED.has(code)

const NOT_PERMITTED: ReadonlySet<string> = new Set([
  'license_not_allowed',
  'license_permission_missing',
  'license_refused',
] satisfies FreeErrorCode[])

export async function freeSeat(
  code: string,
  fingerprint: string,
  { client }: Pick<Dependencies, 'client'>,
): Promise<Result<Freed, NoAnswer<Failure<FreeErrorCode>>>> {
  const answer = await client.deactivateMachine(code, fingerprint)
  if (!answer.ok) return answer
  if (answer.value.refusal === null) return ok('freed')
  const told = fromRefusal(answer.value.refusal)
  return told.ok ? told : err({ failure: told.error, undone: true })
}

/**
 * Ours and Keygen's servers answer 403 to a DELETE with the code of a suspended or expired license, although a seat
 * that is given back harms nobody: it is tried again later, for it matters when the license is reinstated or renewed.
 */
function fromRefusal(refusal: Refusal): Result<Freed, Failure<FreeErrorCode>> {
  if (refusal.status === 404) return ok('gone')
  switch (refusal.code) {
    case 'LICENSE_INVALID': // the server does not know the License Code (any more)
    case 'LICENSE_BANNED': // for good: nobody can use a seat of it
      return ok('gone')
    case 'LICENSE_SUSPENDED':
      return ok('license_suspended')
    case 'LICENSE_EXPIRED':
      return ok('license_expired')
    case 'LICENSE_NOT_ALLOWED':
      return err(failure('license_not_allowed', {}))
    default:
      return err(otherRefusal(refusal))
  }
}
