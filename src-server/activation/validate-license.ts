// Whether a license is valid, and the first reason why not, in the order of docs/protocol.md#validation.
import type { License } from '../store/licenses.ts'
import type { Store } from '../store/store.ts'
import { isExpired } from './keygen-status.ts'
import { limitProblem } from './machine-limit.ts'
import { invalid, type Validation } from './validation.ts'
import { scopeMismatch, type Scope } from './validation-scope.ts'

/** `scope` null: a quick validation, which looks at the license alone. */
export function validateLicense(
  store: Store,
  license: License,
  scope: Scope | null,
  now: number,
): Validation {
  if (license.banned) return invalid('BANNED', 'is banned')
  if (license.suspended) return invalid('SUSPENDED', 'is suspended')
  // Our policies revoke access at expiry, so that it comes before scopes and limits.
  if (isExpired(license, now)) return invalid('EXPIRED', 'is expired')
  return (
    (scope && scopeMismatch(store, license, scope, now)) ??
    limitProblem(license) ?? { valid: true, code: 'VALID', detail: 'is valid' }
  )
}
