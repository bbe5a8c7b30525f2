// How many processes may run, when one begins and when the license is validated (docs/protocol.md#processes).
import type { License } from '../store/licenses.ts'
import { MOST_PROCESSES } from '../store/processes.ts'
import type { Store } from '../store/store.ts'
import { heartbeatStatus } from './keygen-status.ts'
import { leaseOf } from './lease.ts'
import { isLetThrough } from './machine-limit.ts'
import type { Scope } from './validation-scope.ts'
import type { Validation } from './validation.ts'

export interface NoPlaceLeft {
  readonly of: 'machine' | 'license' | 'user'
  readonly limit: number
}

/** Who is counted together. There are no users here, so that all machines of a license are of nobody. */
const COUNTED = { PER_MACHINE: 'machine', PER_LICENSE: 'license', PER_USER: 'user' } as const

/** `machineId`: of the one that counts where each is counted by itself. */
function running(store: Store, { id, rules }: License, machineId: string | null): Promise<number> {
  const ofOne = rules.processLeasingStrategy === 'PER_MACHINE' && machineId !== null
  return store.processes.count({ licenseId: id, ...(ofOne && { machineId }) })
}

/** Null: there is one. Where the dead are kept, one of them makes room before the bound of every machine is met. */
export async function noPlaceLeft(
  store: Store,
  license: License,
  machineId: string,
  now: number,
): Promise<NoPlaceLeft | null> {
  const { rules } = license
  const { maxProcesses: most, processLeasingStrategy: counted } = rules
  if (most !== null && !isLetThrough(rules, (await running(store, license, machineId)) + 1, most))
    return { of: COUNTED[counted], limit: most }
  if ((await store.processes.count({ licenseId: license.id, machineId })) < MOST_PROCESSES) return null
  if (await store.processes.removeLongestDead(machineId, now - leaseOf(rules))) return null
  return { of: 'machine', limit: MOST_PROCESSES }
}

/** Where each machine is counted by itself, that of the scope; none where there is none. */
export async function processProblem(
  store: Store,
  license: License,
  scope: Scope | null,
  now: number,
): Promise<Validation | null> {
  const { rules } = license
  const { maxProcesses: most } = rules
  if (most === null) return null
  const perMachine = rules.processLeasingStrategy === 'PER_MACHINE'
  const machineId = perMachine ? await machineOf(store, license, scope, now) : null
  if (perMachine && machineId === null) return null
  const count = await running(store, license, machineId)
  if (count <= most) return null
  const detail = 'has too many associated processes'
  return { valid: isLetThrough(rules, count, most), code: 'TOO_MANY_PROCESSES', detail }
}

async function machineOf(
  store: Store,
  { id, rules }: License,
  scope: Scope | null,
  now: number,
): Promise<string | null> {
  const { fingerprint, fingerprints, machine } = scope ?? {}
  const asked = fingerprint ?? null
  const byFingerprint = asked === null ? (fingerprints ?? []) : [asked]
  const found =
    byFingerprint.length > 0
      ? await Promise.all(byFingerprint.map((one) => store.machines.byFingerprint(id, one)))
      : [machine ? await store.machines.find(id, machine) : null]
  return found.find((one) => one !== null && heartbeatStatus(one, rules, now) !== 'DEAD')?.id ?? null
}
