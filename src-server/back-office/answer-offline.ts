// Answers an offline request: a machine file for the machine that a Unique Key names
// (docs/product.md#the-vendors-side).
import { parseUniqueKey, type UniqueKeyError } from '#shared/formats/unique-key.ts'
import { DAY_SECONDS, iso } from '#shared/instant.ts'
import { err, ok, type Result } from '#shared/result.ts'
import { activateMachine } from '../activation/activate-machine.ts'
import { checkOut, type CheckedOut } from '../activation/check-out.ts'
import { accessRefusal, type AccessRefusal } from '../activation/keygen-status.ts'
import type { License } from '../store/licenses.ts'
import type { Machine } from '../store/machines.ts'
import { refuseUnfit } from '../vendor/fit-to-sign.ts'
import type { Vendor } from '../vendor/open-vendor.ts'
import { refusal, type Refusal } from './refusal.ts'

/** Without the policy, which tells the app nothing and would make the text a third longer. */
const INCLUDES = ['license', 'license.product', 'license.entitlements']

/** The machine that is answered, with its seat. */
export interface Seated {
  readonly license: License
  readonly machine: Machine
  readonly uniqueKey: string
}

export interface OfflineAnswer extends Seated {
  readonly file: CheckedOut
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
  | 'machine_released'
>

/**
 * Takes a seat, once for a machine: the same Unique Key again gets a new file and no new seat. Refuses a Unique Key
 * with a typing error, a license that may not be used, and a machine beyond the license's limit.
 */
export function answerOffline(
  vendor: Vendor,
  license: License,
  request: OfflineRequest,
): Result<OfflineAnswer, AnswerRefusal> {
  const uniqueKey = readRequest(vendor, license, request)
  if (!uniqueKey.ok) return uniqueKey
  const days = request.validForDays ?? null
  const ttl = days === null ? null : days * DAY_SECONDS
  const options = { algorithm: 'aes-256-gcm+ed25519', ttl, includes: INCLUDES } as const
  return withKeyAndSeat(vendor, () => {
    const seated = takeSeat(vendor, license, uniqueKey.value)
    if (!seated.ok) return seated
    const file = checkOut(vendor, seated.value.license, seated.value.machine, options, 'desk')
    return file ? ok({ ...seated.value, file }) : err(RELEASED_MEANWHILE)
  })
}

/**
 * Seat and signature are one step: whatever keeps the answer from being signed leaves the seat free. Throws a Fault
 * where the signing key is no good, or nothing may be signed here now.
 */
export function withKeyAndSeat<T>(vendor: Vendor, answer: () => T): T {
  refuseUnfit(vendor)
  vendor.keys.active()
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
  const refused = accessRefusal(license, vendor.clock())
  return refused ? err(ACCESS[refused]) : uniqueKey
}

/** The seat that the machine has, or a new one. */
export function takeSeat(vendor: Vendor, license: License, uniqueKey: string): Result<Seated, AnswerRefusal> {
  const machine = machineFor(vendor, license, uniqueKey)
  if (!machine.ok) return machine
  const seated = vendor.store.licenses.byId(license.id) ?? license
  return ok({ license: seated, machine: machine.value, uniqueKey })
}

function machineFor(vendor: Vendor, license: License, fingerprint: string): Result<Machine, AnswerRefusal> {
  const machine = activateMachine(vendor.store, license.id, { fingerprint }, 'desk', vendor.clock())
  if (machine.ok) return machine
  switch (machine.error.code) {
    case 'FINGERPRINT_TAKEN':
      return ok(machine.error.machine)
    case 'MACHINE_LIMIT_EXCEEDED': {
      const { limit, kept } = machine.error
      const said = kept.firstFree === null ? null : { count: kept.count, until: iso(kept.firstFree) }
      return err(refusal('machine_limit_exceeded', (words) => words.machineLimit(limit, said)))
    }
    case 'ID_CONFLICT':
    case 'FINGERPRINT_CONFLICT':
      throw new Error(`a machine has the id ${fingerprint}`) // a Unique Key is no UUID
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

/** As a person wrote it, in its one spelling. */
export function readUniqueKey(vendor: Vendor, text: string): Result<string, Refusal<UniqueKeyError['code']>> {
  const uniqueKey = parseUniqueKey(text, vendor.account.vendor.uniqueKeyPrefix)
  return uniqueKey.ok ? uniqueKey : err(refuseUniqueKey(uniqueKey.error))
}

export const refuseUniqueKey = (error: UniqueKeyError): Refusal<UniqueKeyError['code']> =>
  refusal(error.code, ({ uniqueKey }) => {
    switch (error.code) {
      case 'unique_key_other_prefix':
        return uniqueKey.otherPrefix(error.prefix)
      case 'unique_key_length':
        return uniqueKey.length(error.letters, error.expected)
      case 'unique_key_letter':
        return uniqueKey.letter(error.letter)
      case 'unique_key_mistyped':
        return uniqueKey.mistyped
    }
  })
