// The scopes of a validation: for which application, machine or fingerprint it is asked (docs/protocol.md#validation).
import { z } from 'zod'
import type { License } from '../store/licenses.ts'
import type { Policy } from '../store/products.ts'
import type { Store } from '../store/store.ts'
import { heartbeatStatus, type HeartbeatStatus } from './keygen-status.ts'
import { invalid, type Validation } from './validation.ts'

const name = z.string().refine((text) => text.trim() !== '', 'cannot be blank')
/** A name that is null is none. */
const names = z
  .array(name.nullable())
  .max(100)
  .transform((all) => all.filter((one) => one !== null))

/** Strict: a scope that we do not know must not be taken for one that matched. null: not asked for. */
export const scopeSchema = z.strictObject({
  product: name.nullish(),
  policy: name.nullish(),
  user: name.nullish(),
  machine: name.nullish(),
  fingerprint: name.nullish(),
  fingerprints: names.nullish(),
  components: names.nullish(),
  entitlements: names.nullish(),
  checksum: name.nullish(),
  version: name.nullish(),
  environment: name.nullish(),
})

export type Scope = z.infer<typeof scopeSchema>

/** The first scope that does not match, or null. */
export function scopeMismatch(store: Store, license: License, scope: Scope, now: number): Validation | null {
  return (
    vendorScopeMismatch(license, scope) ??
    (isGiven(scope.machine) ? machineMismatch(store, license, scope.machine, now) : null) ??
    fingerprintMismatch(store, license, scope, now) ??
    componentsMismatch(store, license, scope) ??
    releaseMismatch(scope)
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

/** In Keygen's words, which clients print. */
const notActivated = (license: License, what: string): Validation =>
  license.floating
    ? invalid('NO_MACHINES', `${what} is not activated (has no associated machines)`)
    : invalid('NO_MACHINE', `${what} is not activated (has no associated machine)`)

function machineMismatch(store: Store, license: License, id: string, now: number): Validation | null {
  if (license.machinesCount === 0) return notActivated(license, 'machine')
  const machine = store.machines.find(license.id, id)
  if (machine?.id !== id) return invalid('MACHINE_SCOPE_MISMATCH', 'is not activated on this machine')
  const policy = store.policies.of(license)
  const status = heartbeatStatus(machine, policy, now)
  return status === 'DEAD' ? HEARTBEAT_DEAD : notStarted([status], policy)
}

/** Keygen's default matching strategy: one of several fingerprints is enough, of a machine that is not dead. */
function fingerprintMismatch(store: Store, license: License, scope: Scope, now: number): Validation | null {
  const asked = isGiven(scope.fingerprint) ? [scope.fingerprint] : scope.fingerprints
  if (!isGiven(asked)) return null
  const fingerprints = [...new Set(asked)]
  if (fingerprints.length === 0) return invalid('FINGERPRINT_SCOPE_EMPTY', 'fingerprint scope is empty')
  if (license.machinesCount === 0) return notActivated(license, 'fingerprint')
  const policy = store.policies.of(license)
  const machines = fingerprints.flatMap((one) => store.machines.byFingerprint(license.id, one) ?? [])
  const statuses = machines.map((machine) => heartbeatStatus(machine, policy, now))
  const alive = statuses.filter((status) => status !== 'DEAD')
  if (statuses.length - alive.length === fingerprints.length) return HEARTBEAT_DEAD
  if (alive.length === 0)
    return invalid('FINGERPRINT_SCOPE_MISMATCH', 'is not activated on a machine with this fingerprint')
  return notStarted(alive, policy)
}

const HEARTBEAT_DEAD = invalid('HEARTBEAT_DEAD', 'machine heartbeat is dead')

const notStarted = (statuses: readonly HeartbeatStatus[], policy: Policy): Validation | null =>
  policy.requireHeartbeat && statuses.includes('NOT_STARTED')
    ? invalid('HEARTBEAT_NOT_STARTED', 'machine heartbeat is required')
    : null

/** Of the machine of the one fingerprint, which is there: its scope comes before. One of them is enough. */
function componentsMismatch(store: Store, license: License, scope: Scope): Validation | null {
  if (!isGiven(scope.components)) return null
  if (!isGiven(scope.fingerprint))
    return invalid('FINGERPRINT_SCOPE_REQUIRED', 'components scope needs a fingerprint scope')
  if (scope.components.length === 0) return invalid('COMPONENTS_SCOPE_EMPTY', 'components scope is empty')
  const machine = store.machines.byFingerprint(license.id, scope.fingerprint)
  return machine && scope.components.some((one) => store.components.isTaken(machine.id, one))
    ? null
    : invalid('COMPONENTS_SCOPE_MISMATCH', 'has none of these components')
}

/** Releases are not kept here, so that nothing of them can match. */
function releaseMismatch(scope: Scope): Validation | null {
  if (isGiven(scope.checksum)) return invalid('CHECKSUM_SCOPE_MISMATCH', 'checksum scope does not match')
  return isGiven(scope.version) ? invalid('VERSION_SCOPE_MISMATCH', 'version scope does not match') : null
}
