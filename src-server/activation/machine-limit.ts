// The machine limit: how many machines may hold a seat of a license, when one asks and when one is validated.
import type { License } from '../store/licenses.ts'
import type { SeatsKept } from '../store/released-machines.ts'
import type { Store } from '../store/store.ts'
import { invalid, type Validation } from './validation.ts'

export interface NoSeatLeft {
  readonly limit: number
  readonly kept: SeatsKept
}

/** Null: there is a seat for the machine. Seats that released machines keep count, but not the one it left itself. */
export function noSeatLeft(
  store: Store,
  license: License,
  fingerprint: string,
  now: number,
): NoSeatLeft | null {
  const kept = store.released.seatsKept(license.id, now, fingerprint)
  const isFull = store.machines.countOf(license.id) + kept.count >= license.maxMachines
  return isFull ? { limit: license.maxMachines, kept } : null
}

/** Our policies are strict: a license that no machine holds a seat of is not valid. */
export function limitProblem(license: License): Validation | null {
  if (license.machinesCount === 0)
    return license.floating
      ? invalid('NO_MACHINES', 'must have at least one associated machine')
      : invalid('NO_MACHINE', 'must have an associated machine')
  if (license.machinesCount > license.maxMachines)
    return invalid('TOO_MANY_MACHINES', 'has more associated machines than it allows')
  return null
}
