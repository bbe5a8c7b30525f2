// Whether more processes run than the license is for, when it is validated (docs/protocol.md#processes).
import type { License } from '../store/licenses.ts'
import type { Store } from '../store/store.ts'
import { heartbeatStatus } from './keygen-status.ts'
import { isLetThrough } from './machine-limit.ts'
import { processLimit } from './machine-processes.ts'
import type { Scope } from './validation-scope.ts'
import type { Validation } from './validation.ts'

/** Where each machine is counted by itself, that of the scope; none where there is none. */
export function processProblem(
  store: Store,
  license: License,
  scope: Scope | null,
  now: number,
): Validation | null {
  const { rules } = license
  if (rules.maxProcesses === null) return null
  const machineId =
    rules.processLeasingStrategy === 'PER_MACHINE' ? machineOf(store, license, scope, now) : ''
  if (machineId === null) return null
  const { most, count } = processLimit(store, license, machineId)
  if (most === null || count <= most) return null
  const detail = 'has too many associated processes'
  return { valid: isLetThrough(rules, count, most), code: 'TOO_MANY_PROCESSES', detail }
}

function machineOf(store: Store, { id, rules }: License, scope: Scope | null, now: number): string | null {
  const { fingerprint, fingerprints, machine } = scope ?? {}
  const asked = fingerprint ?? null
  const byFingerprint = asked === null ? (fingerprints ?? []) : [asked]
  const found =
    byFingerprint.length > 0
      ? byFingerprint.map((one) => store.machines.byFingerprint(id, one))
      : [machine ? store.machines.find(id, machine) : null]
  return found.find((one) => one !== null && heartbeatStatus(one, rules, now) !== 'DEAD')?.id ?? null
}
