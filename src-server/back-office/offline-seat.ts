// The seat of a machine whose request came by mail or phone: read, taken, and kept only where the answer is signed.
import type { UniqueKeyError } from '#shared/formats/unique-key.ts'
import { iso } from '#shared/instant.ts'
import { err, ok, type Result } from '#shared/result.ts'
import { activateMachine } from '../activation/activate-machine.ts'
import { accessRefusal, isExpired, keepsAccess, type AccessRefusal } from '../activation/keygen-status.ts'
import type { License } from '../store/licenses.ts'
import type { Machine } from '../store/machines.ts'
import { refuseUnfit } from '../vendor/fit-to-sign.ts'
import type { Vendor } from '../vendor/open-vendor.ts'
import { readUniqueKey } from './entered-unique-key.ts'
import { refusal, type Refusal } from './refusal.ts'

/** The machine that is answered, with its seat. */
export interface Seated {
  readonly license: License
  readonly machine: Machine
  readonly uniqueKey: string
}

export interface OfflineRequest {
  /** As a person wrote it. */
  readonly uniqueKey: string
  /** null: as long as the license. */
  readonly validForDays?: number | null | undefined
}

export type AnswerRefusal = Refusal<
  | UniqueKeyError['code']
  | 'license_revoked'
  | 'license_suspended'
  | 'license_expired'
  | 'machine_limit_exceeded'
  | 'amount_limit_exceeded'
  | 'machine_of_other_license'
  | 'machine_released'
>

/**
 * Seat and signature are one step: whatever keeps the answer from being signed leaves the seat free. Throws a Fault
 * where the signing key is no good, or nothing may be signed here now.
 */
export async function withKeyAndSeat<T>(vendor: Vendor, answer: () => Promise<T>): Promise<T> {
  await refuseUnfit(vendor)
  await vendor.keys.active()
  return vendor.store.transaction(answer)
}

/** The Unique Key in its one spelling; nothing is changed yet. */
export function readRequest(
  vendor: Vendor,
  license: License,
  request: OfflineRequest,
): Result<string, AnswerRefusal> {
  const uniqueKey = readUniqueKey(vendor, request.uniqueKey)
  if (!uniqueKey.ok) return uniqueKey
  const now = vendor.clock()
  // What is answered would be refused by the app at once.
  const ended = isExpired(license, now) && !keepsAccess(license.rules)
  const refused = accessRefusal(license, now) ?? (ended ? 'LICENSE_EXPIRED' : null)
  return refused ? err(ACCESS[refused]) : uniqueKey
}

/** The seat that the machine has, or a new one. */
export async function takeSeat(
  vendor: Vendor,
  license: License,
  uniqueKey: string,
): Promise<Result<Seated, AnswerRefusal>> {
  const machine = await machineFor(vendor, license, uniqueKey)
  if (!machine.ok) return machine
  const seated = (await vendor.store.licenses.byId(license.id)) ?? license
  return ok({ license: seated, machine: machine.value, uniqueKey })
}

async function machineFor(
  vendor: Vendor,
  license: License,
  fingerprint: string,
): Promise<Result<Machine, AnswerRefusal>> {
  const machine = await activateMachine(vendor.store, license.id, { fingerprint }, 'desk', vendor.clock())
  if (machine.ok) return machine
  switch (machine.error.code) {
    case 'FINGERPRINT_TAKEN':
      return machine.error.machine
        ? ok(machine.error.machine)
        : err(refusal('machine_of_other_license', (words) => words.machineOfOtherLicense))
    case 'MACHINE_CORE_LIMIT_EXCEEDED':
    case 'MACHINE_MEMORY_LIMIT_EXCEEDED':
    case 'MACHINE_DISK_LIMIT_EXCEEDED': {
      const { limit } = machine.error
      return err(refusal('amount_limit_exceeded', (words) => words.amountLimit(limit)))
    }
    case 'MACHINE_LIMIT_EXCEEDED': {
      const { limit, kept } = machine.error
      const said = kept.firstFree === null ? null : { count: kept.count, until: iso(kept.firstFree) }
      return err(refusal('machine_limit_exceeded', (words) => words.machineLimit(limit, said)))
    }
    case 'ID_CONFLICT':
    case 'FINGERPRINT_CONFLICT':
    case 'COMPONENTS_FINGERPRINT_TAKEN':
      throw new Error(`${machine.error.code} of ${fingerprint}`) // a Unique Key is no UUID, and comes without components
    default:
      return err(ACCESS[machine.error.code])
  }
}

export const RELEASED_MEANWHILE: AnswerRefusal = refusal('machine_released', (words) => words.machineReleased)

const ACCESS: Record<AccessRefusal, AnswerRefusal> = {
  LICENSE_BANNED: refusal('license_revoked', (words) => words.licenseRevoked),
  LICENSE_SUSPENDED: refusal('license_suspended', (words) => words.licenseSuspended),
  LICENSE_EXPIRED: refusal('license_expired', (words) => words.licenseExpired),
}
