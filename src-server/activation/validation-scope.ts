// The scopes of a validation: for which application, machine or fingerprint it is asked (docs/protocol.md#validation).
import { z } from 'zod'
import type { License } from '../store/licenses.ts'
import type { Machine } from '../store/machines.ts'
import type { Policy } from '../store/products.ts'
import type { Store } from '../store/store.ts'
import { heartbeatStatus } from './keygen-status.ts'
import { invalid, type Validation } from './validation.ts'

/** Strict: a scope that we do not know must not be taken for one that matched. null: not asked for. */
export const scopeSchema = z.strictObject({
  product: z.string().nullish(),
  policy: z.string().nullish(),
  user: z.string().nullish(),
  machine: z.string().nullish(),
  fingerprint: z.string().nullish(),
  fingerprints: z.array(z.string()).max(100).nullish(),
  components: z.array(z.string()).max(100).nullish(),
  entitlements: z.array(z.string()).max(100).nullish(),
  checksum: z.string().nullish(),
  version: z.string().nullish(),
  environment: z.string().nullish(),
})

export type Scope = z.infer<typeof scopeSchema>

/** The first scope that does not match, or null. */
export function scopeMismatch(store: Store, license: License, scope: Scope, now: number): Validation | null {
  return (
    vendorScopeMismatch(license, scope) ??
    (isGiven(scope.machine) ? machineMismatch(store, license, scope.machine, now) : null) ??
    fingerprintMismatch(store, license, scope, now) ??
    unsupportedMismatch(scope)
  )
}

/** A client may send null for what it does not scope. */
const isGiven = <T>(scope: T | null | undefined): scope is T => scope !== null && scope !== undefined

function vendorScopeMismatch(license: License, scope: Scope): Validation | null {
  if (isGiven(scope.environment))
    return invalid('ENVIRONMENT_SCOPE_MISMATCH', 'environment scope does not match')
  if (isGiven(scope.product) && scope.product !== license.productId)
    return invalid('PRODUCT_SCOPE_MISMATCH', 'product scope does not match')
  if (isGiven(scope.policy) && scope.policy !== license.policyId)
    return invalid('POLICY_SCOPE_MISMATCH', 'policy scope does not match')
  if (isGiven(scope.user)) return invalid('USER_SCOPE_MISMATCH', 'user scope does not match')
  if (!isGiven(scope.entitlements)) return null
  if (scope.entitlements.length === 0)
    return invalid('ENTITLEMENTS_SCOPE_EMPTY', 'entitlements scope is empty')
  return scope.entitlements.every((code) => license.metadata.features.includes(code))
    ? null
    : invalid('ENTITLEMENTS_MISSING', 'lacks an entitlement that the scope asks for')
}

function notActivated(license: License): Validation {
  return license.floating
    ? invalid('NO_MACHINES', 'is not activated (no machine is associated)')
    : invalid('NO_MACHINE', 'is not activated (no machine is associated)')
}

function machineMismatch(store: Store, license: License, id: string, now: number): Validation | null {
  if (license.machinesCount === 0) return notActivated(license)
  const machine = store.machines.find(license.id, id)
  if (machine?.id !== id) return invalid('MACHINE_SCOPE_MISMATCH', 'is not activated on this machine')
  return heartbeatProblem([machine], store.policies.of(license), now)
}

function fingerprintMismatch(store: Store, license: License, scope: Scope, now: number): Validation | null {
  const asked = isGiven(scope.fingerprint) ? [scope.fingerprint] : scope.fingerprints
  if (!isGiven(asked)) return null
  const fingerprints = [...new Set(asked)].filter((fingerprint) => fingerprint !== '')
  if (fingerprints.length === 0) return invalid('FINGERPRINT_SCOPE_EMPTY', 'fingerprint scope is empty')
  if (license.machinesCount === 0) return notActivated(license)
  const machines = fingerprints.flatMap((one) => store.machines.byFingerprint(license.id, one) ?? [])
  // Keygen's default matching strategy: one of several fingerprints is enough.
  if (machines.length === 0)
    return invalid('FINGERPRINT_SCOPE_MISMATCH', 'is not activated on a machine with this fingerprint')
  return heartbeatProblem(machines, store.policies.of(license), now)
}

function heartbeatProblem(machines: readonly Machine[], policy: Policy, now: number): Validation | null {
  const statuses = machines.map((machine) => heartbeatStatus(machine, policy, now))
  if (statuses.every((status) => status === 'DEAD'))
    return invalid('HEARTBEAT_DEAD', 'machine heartbeat is dead')
  return policy.requireHeartbeat && statuses.includes('NOT_STARTED')
    ? invalid('HEARTBEAT_NOT_STARTED', 'machine heartbeat is required')
    : null
}

/** Components and releases are not kept here, so that nothing of them can match. */
function unsupportedMismatch(scope: Scope): Validation | null {
  if (isGiven(scope.components)) {
    if (!isGiven(scope.fingerprint))
      return invalid('FINGERPRINT_SCOPE_REQUIRED', 'components scope needs a fingerprint scope')
    return scope.components.length === 0
      ? invalid('COMPONENTS_SCOPE_EMPTY', 'components scope is empty')
      : invalid('COMPONENTS_SCOPE_MISMATCH', 'components scope does not match')
  }
  if (isGiven(scope.checksum)) return invalid('CHECKSUM_SCOPE_MISMATCH', 'checksum scope does not match')
  return isGiven(scope.version) ? invalid('VERSION_SCOPE_MISMATCH', 'version scope does not match') : null
}
