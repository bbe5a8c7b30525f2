// Whether a license is valid, and the first reason why not, in the order of docs/protocol.md#validation.
import type { License } from '../store/licenses.ts'
import type { Store } from '../store/store.ts'
import { isOverdue } from './check-in.ts'
import { isExpired, keepsAccess } from './keygen-status.ts'
import { limitProblem } from './machine-limit.ts'
import { processProblem } from './process-limit.ts'
import { invalid, type Validation } from './validation.ts'
import { scopeMismatch, type Scope } from './validation-scope.ts'

/** `scope` null: a quick validation, which looks at the license alone. */
export async function validateLicense(
  store: Store,
  license: License,
  scope: Scope | null,
  now: number,
): Promise<Validation> {
  if (license.banned) return invalid('BANNED', 'is banned')
  if (license.suspended) return invalid('SUSPENDED', 'is suspended')
  const { rules } = license
  const expired = isExpired(license, now)
    ? { valid: keepsAccess(rules), code: 'EXPIRED', detail: 'is expired' }
    : null
  if (expired && rules.expirationStrategy === 'REVOKE_ACCESS') return expired
  if (isOverdue(license, now)) return invalid('OVERDUE', 'is overdue for check in')
  return (
    (scope && (await scopeMismatch(store, license, scope, now))) ??
    (rules.strict ? (limitProblem(license) ?? (await processProblem(store, license, scope, now))) : null) ??
    expired ?? { valid: true, code: 'VALID', detail: 'is valid' }
  )
}
