// The scopes of a validation: for which application, machine or fingerprint it is asked (docs/protocol.md#validation).
import { z } from 'zod'
import type { License } from '../store/licenses.ts'
import type { PolicyRules } from '../store/policy-rules.ts'
import type { Store } from '../store/store.ts'
import { heartbeatStatus, type HeartbeatStatus } from './keygen-status.ts'
import { invalid, type Validation } from './validation.ts'

const name = z
  .string({ error: ({ input }) => (input === null ? 'cannot be null' : undefined) })
  .refine((text) => text.trim() !== '', 'cannot be blank')
const names = z.array(name).max(100)

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
export async function scopeMismatch(
  store: Store,
  license: License,
  scope: Scope,
  now: number,
): Promise<Validation | null> {
  return (
    vendorScopeMismatch(license, scope) ??
    (await machineMismatch(store, license, scope, now)) ??
    (await fingerprintMismatch(store, license, scope, now)) ??
    (await componentsMismatch(store, license, scope)) ??
    releaseMismatch(license, scope)
  )
}

const required = (name: string): Validation =>
  invalid(`${name.toUpperCase()}_SCOPE_REQUIRED`, `${name} scope is required`)

/** A client may send null for what it does not scope. */
const isGiven = <T>(scope: T | null | undefined): scope is T => scope !== null && scope !== undefined

function vendorScopeMismatch(license: License, scope: Scope): Validation | null {
  if (isGiven(scope.environment))
    return invalid('ENVIRONMENT_SCOPE_MISMATCH', 'environment scope does not match')
  const { rules } = license
  for (const name of ['product', 'policy'] as const) {
    const [asked, own] = [scope[name], license[`${name}Id`]]
    if (!isGiven(asked)) {
      if (rules[name === 'product' ? 'requireProductScope' : 'requirePolicyScope']) return required(name)
    } else if (asked !== own)
      return invalid(`${name.toUpperCase()}_SCOPE_MISMATCH`, `${name} scope does not match`)
  }
  if (isGiven(scope.user)) return invalid('USER_SCOPE_MISMATCH', 'user scope does not match')
  if (rules.requireUserScope && scope.user === undefined) return required('user') // null: a license of nobody, as all here
  if (!isGiven(scope.entitlements)) return null
  if (scope.entitlements.length === 0)
    return invalid('ENTITLEMENTS_SCOPE_EMPTY', 'entitlements scope is empty')
  return scope.entitlements.every((code) => license.metadata.features.includes(code))
    ? null
    : invalid('ENTITLEMENTS_MISSING', 'lacks an entitlement that the scope asks for')
}

/** In Keygen's words, which clients print. */
const notActivated = (license: License, what: string): Validation =>
  license.rules.floating
    ? invalid('NO_MACHINES', `${what} is not activated (has no associated machines)`)
    : invalid('NO_MACHINE', `${what} is not activated (has no associated machine)`)

async function machineMismatch(
  store: Store,
  license: License,
  { machine: id }: Scope,
  now: number,
): Promise<Validation | null> {
  const { rules } = license
  if (!isGiven(id)) return rules.requireMachineScope ? required('machine') : null
  if (license.machinesCount === 0) return notActivated(license, 'machine')
  const machine = await store.machines.find(license.id, id)
  if (machine?.id !== id) return invalid('MACHINE_SCOPE_MISMATCH', 'is not activated on this machine')
  const status = heartbeatStatus(machine, rules, now)
  return status === 'DEAD' ? HEARTBEAT_DEAD : notStarted([status], rules)
}

async function fingerprintMismatch(
  store: Store,
  license: License,
  scope: Scope,
  now: number,
): Promise<Validation | null> {
  const { rules } = license
  const asked = isGiven(scope.fingerprint) ? [scope.fingerprint] : scope.fingerprints
  if (!isGiven(asked)) return rules.requireFingerprintScope ? required('fingerprint') : null
  const fingerprints = [...new Set(asked)]
  if (fingerprints.length === 0) return invalid('FINGERPRINT_SCOPE_EMPTY', 'fingerprint scope is empty')
  if (license.machinesCount === 0) return notActivated(license, 'fingerprint')
  const machines = await Promise.all(fingerprints.map((one) => store.machines.byFingerprint(license.id, one)))
  const statuses = machines.flatMap((machine) => (machine ? heartbeatStatus(machine, rules, now) : []))
  const alive = statuses.filter((status) => status !== 'DEAD')
  if (statuses.length - alive.length === fingerprints.length) return HEARTBEAT_DEAD
  const enough = fingerprints.length === 1 ? 1 : leastOf(rules.machineMatchingStrategy, fingerprints.length)
  if (alive.length < enough)
    return invalid('FINGERPRINT_SCOPE_MISMATCH', 'is not activated on a machine with this fingerprint')
  return notStarted(alive, rules)
}

/** How many of those that are asked for have to be there. */
function leastOf(strategy: PolicyRules['machineMatchingStrategy'], asked: number): number {
  switch (strategy) {
    case 'MATCH_ANY':
      return 1
    case 'MATCH_TWO':
      return 2
    case 'MATCH_MOST':
      return Math.ceil(asked / 2)
    case 'MATCH_ALL':
      return asked
  }
}

const HEARTBEAT_DEAD = invalid('HEARTBEAT_DEAD', 'machine heartbeat is dead')

const notStarted = (statuses: readonly HeartbeatStatus[], rules: PolicyRules): Validation | null =>
  rules.requireHeartbeat && statuses.includes('NOT_STARTED')
    ? invalid('HEARTBEAT_NOT_STARTED', 'machine heartbeat is required')
    : null

/** Of the machine of the one fingerprint, which is there: its scope comes before. */
async function componentsMismatch(store: Store, license: License, scope: Scope): Promise<Validation | null> {
  const { rules } = license
  if (!isGiven(scope.components)) return rules.requireComponentsScope ? required('components') : null
  if (!isGiven(scope.fingerprint))
    return invalid('FINGERPRINT_SCOPE_REQUIRED', 'components scope needs a fingerprint scope')
  if (scope.components.length === 0) return invalid('COMPONENTS_SCOPE_EMPTY', 'components scope is empty')
  const machine = await store.machines.byFingerprint(license.id, scope.fingerprint)
  const asked = [...new Set(scope.components)]
  const taken = await Promise.all(
    machine ? asked.map((one) => store.components.isTaken(machine.id, one)) : [],
  )
  return taken.filter(Boolean).length >= leastOf(rules.componentMatchingStrategy, asked.length)
    ? null
    : invalid('COMPONENTS_SCOPE_MISMATCH', 'has not enough of these components')
}

/** Releases are not kept here, so that nothing of them can match. */
function releaseMismatch({ rules }: License, { checksum, version }: Scope): Validation | null {
  if (isGiven(checksum)) return invalid('CHECKSUM_SCOPE_MISMATCH', 'checksum scope does not match')
  if (rules.requireChecksumScope) return required('checksum')
  if (isGiven(version)) return invalid('VERSION_SCOPE_MISMATCH', 'version scope does not match')
  return rules.requireVersionScope ? required('version') : null
}
