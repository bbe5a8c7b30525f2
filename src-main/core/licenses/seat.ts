// One round with the activation server: validate, take a seat where none is taken, check out a machine file.
import type { MethodErrorCode } from '#shared/contract/contract.ts'
import { failure, type Failure } from '#shared/contract/errors.ts'
import { err, ok, type Result } from '#shared/result.ts'
import type { Dependencies } from '../dependencies.ts'
import type { Refusal, Validation } from '../ports/activation-client.ts'

export type SeatErrorCode = Exclude<
  MethodErrorCode<'licenses.activateOnline'>,
  `machine_id_${string}` | `key_${string}` | `store_${string}` | `license_code_${string}`
>

/** How long a machine file holds without a further check. */
export const FILE_SECONDS = 14 * 86_400

/** Codes of a validation that say only: this machine has no seat yet. */
const NO_SEAT = new Set(['NO_MACHINE', 'NO_MACHINES', 'FINGERPRINT_SCOPE_MISMATCH', 'HEARTBEAT_NOT_STARTED'])

export interface Seat {
  readonly licenseId: string
  readonly file: string
  readonly validation: Validation
  /** This round took the seat: it is given back if the file turns out to be of no use. */
  readonly created: boolean
}

export interface SeatFailure {
  readonly failure: Failure<SeatErrorCode>
  /** A signed answer about a known license, worth keeping even when it says no. */
  readonly validation: Validation | null
}

export async function takeSeat(
  code: string,
  fingerprint: string,
  { client }: Pick<Dependencies, 'client'>,
): Promise<Result<Seat, SeatFailure>> {
  const validation = await client.validate(code, fingerprint)
  if (!validation.ok) return err({ failure: validation.error, validation: null })
  const refused = (reason: Failure<SeatErrorCode>) => err({ failure: reason, validation: validation.value })
  const { license, valid } = validation.value
  if (!license) return refused(fromValidation(validation.value))
  if (!valid && !NO_SEAT.has(validation.value.code)) return refused(fromValidation(validation.value))

  let created = false
  if (!valid) {
    const machine = await client.activateMachine(code, license.id, fingerprint)
    if (!machine.ok) return refused(machine.error)
    if ('refusal' in machine.value) return refused(fromRefusal(machine.value.refusal, validation.value))
    created = machine.value.created
  }
  const file = await client.checkOut(code, fingerprint, FILE_SECONDS)
  if (file.ok && 'file' in file.value)
    return ok({ licenseId: license.id, file: file.value.file, validation: validation.value, created })
  if (created) await client.deactivateMachine(code, fingerprint)
  if (!file.ok) return refused(file.error)
  return refused('refusal' in file.value ? fromRefusal(file.value.refusal, validation.value) : never())
}

function fromValidation({ code, detail, license }: Validation): Failure<SeatErrorCode> {
  switch (code) {
    case 'NOT_FOUND':
      return failure('license_not_found', {})
    case 'SUSPENDED':
      return failure('license_suspended', {})
    case 'BANNED':
      return failure('license_revoked', {})
    case 'EXPIRED':
      return failure('license_expired', { expiry: isoOrNull(license?.expiry) })
    case 'PRODUCT_SCOPE_MISMATCH':
      return failure('other_application', {})
    case 'TOO_MANY_MACHINES':
      return failure('machine_limit_reached', { limit: license?.maxMachines ?? null })
    default:
      return failure('license_refused', { serverCode: code.slice(0, 100), detail: detail.slice(0, 300) })
  }
}

function fromRefusal({ code, detail }: Refusal, { license }: Validation): Failure<SeatErrorCode> {
  switch (code) {
    case 'MACHINE_LIMIT_EXCEEDED':
      return failure('machine_limit_reached', { limit: license?.maxMachines ?? null })
    case 'LICENSE_SUSPENDED':
      return failure('license_suspended', {})
    case 'LICENSE_BANNED':
      return failure('license_revoked', {})
    case 'LICENSE_EXPIRED':
      return failure('license_expired', { expiry: isoOrNull(license?.expiry) })
    case 'LICENSE_NOT_ALLOWED':
      return failure('license_not_allowed', {})
    default:
      return failure('license_refused', { serverCode: code.slice(0, 100), detail: detail.slice(0, 300) })
  }
}

const isoOrNull = (instant: number | null | undefined) =>
  instant === null || instant === undefined ? null : new Date(instant).toISOString()

function never(): never {
  throw new Error('a check-out gives a file or a refusal')
}
