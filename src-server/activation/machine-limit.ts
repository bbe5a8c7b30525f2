// How much of a license may be in use, when a machine asks and when the license is validated: machines, and what they have.
import type { License } from '../store/licenses.ts'
import type { PolicyRules } from '../store/policy-rules.ts'
import type { SeatsKept } from '../store/released-machines.ts'
import type { Store } from '../store/store.ts'
import { invalid, type Validation } from './validation.ts'

export interface NoSeatLeft {
  readonly limit: number
  readonly kept: SeatsKept
}

const FACTORS: Readonly<Record<PolicyRules['overageStrategy'], number>> = {
  NO_OVERAGE: 1,
  ALLOW_1_25X_OVERAGE: 1.25,
  ALLOW_1_5X_OVERAGE: 1.5,
  ALLOW_2X_OVERAGE: 2,
  ALWAYS_ALLOW_OVERAGE: Infinity,
}

/** Whether the policy lets so much through, beyond the limit as well. */
export const isLetThrough = ({ overageStrategy }: PolicyRules, count: number, limit: number): boolean =>
  count <= limit * FACTORS[overageStrategy]

/** Null: there is a seat for the machine. Seats that released machines keep count, but not the one it left itself. */
export async function noSeatLeft(
  store: Store,
  license: License,
  fingerprint: string,
  now: number,
): Promise<NoSeatLeft | null> {
  const { id, rules, maxMachines } = license
  const kept = await store.released.seatsKept(id, now, fingerprint)
  const wanted = (await store.machines.countOf(id)) + kept.count + 1
  return isLetThrough(rules, wanted, maxMachines) ? null : { limit: maxMachines, kept }
}

interface Amounts {
  readonly cores: number
  readonly memory: number
  readonly disk: number
}

export type AmountLimitCode =
  'MACHINE_CORE_LIMIT_EXCEEDED' | 'MACHINE_MEMORY_LIMIT_EXCEEDED' | 'MACHINE_DISK_LIMIT_EXCEEDED'

export interface AmountExceeded {
  readonly code: AmountLimitCode
  readonly limit: number
}

const limitsOf = ({ maxCores, maxMemory, maxDisk }: PolicyRules) => ({
  cores: maxCores,
  memory: maxMemory,
  disk: maxDisk,
})

/** Null: the machines of the license may have this much more. */
export function amountExceeded(license: License, more: Amounts): AmountExceeded | null {
  const { rules, coresCount, memoryCount, diskCount } = license
  const limits = limitsOf(rules)
  const asked = [
    ['MACHINE_CORE_LIMIT_EXCEEDED', coresCount + more.cores, limits.cores],
    ['MACHINE_MEMORY_LIMIT_EXCEEDED', memoryCount + more.memory, limits.memory],
    ['MACHINE_DISK_LIMIT_EXCEEDED', diskCount + more.disk, limits.disk],
  ] as const
  for (const [code, amount, limit] of asked)
    if (limit !== null && !isLetThrough(rules, amount, limit)) return { code, limit }
  return null
}

/** Of a license whose policy is strict. What is beyond a limit and let through is valid, and is said all the same. */
export function limitProblem(license: License): Validation | null {
  const { rules, machinesCount, maxMachines, coresCount, memoryCount, diskCount } = license
  if (machinesCount === 0)
    return rules.floating
      ? invalid('NO_MACHINES', 'must have at least 1 associated machine')
      : invalid('NO_MACHINE', 'must have exactly 1 associated machine')
  const limits = limitsOf(rules)
  const counted = [
    ['TOO_MANY_MACHINES', 'has too many associated machines', machinesCount, maxMachines],
    ['TOO_MANY_CORES', 'has too many associated machine cores', coresCount, limits.cores],
    ['TOO_MUCH_MEMORY', 'has too much associated machine memory', memoryCount, limits.memory],
    ['TOO_MUCH_DISK', 'has too much associated machine disk', diskCount, limits.disk],
  ] as const
  for (const [code, detail, count, limit] of counted)
    if (limit !== null && count > limit) return { valid: isLetThrough(rules, count, limit), code, detail }
  return null
}
