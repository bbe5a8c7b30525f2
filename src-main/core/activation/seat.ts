// One round with the activation server: validate, take or keep a seat, check out a machine file.
import type { MethodErrorCode } from '#shared/contract/contract.ts'
import { cutText } from '#shared/cut-text.ts'
import { failure, type ErrorCode, type Failure } from '#shared/contract/errors.ts'
import { isoOrNull } from '#shared/instant.ts'
import { err, ok, type Result } from '#shared/result.ts'
import type { Dependencies } from '../dependencies.ts'
import type { Refusal, Validation } from '../ports/activation-client.ts'
import { NO_SEAT } from '../standing/server-word.ts'
import { FILE_SECONDS } from '../standing/online-file.ts'
import { otherRefusal } from './refused.ts'

export type SeatErrorCode =
  | Exclude<
      MethodErrorCode<'licenses.activateOnline'>,
      `machine_id_${string}` | `key_${string}` | `store_${string}` | `license_code_${string}`
    >
  | 'store_newer'

export interface Seat {
  readonly licenseId: string
  readonly file: string
  readonly validation: Validation
  /** This round took the seat: it is given back if the file turns out to be of no use. */
  readonly created: boolean
}

export interface SeatFailure<C extends ErrorCode = SeatErrorCode> {
  readonly failure: Failure<C>
  /** A signed answer about a known license, worth keeping even when it says no. */
  readonly validation: Validation | null
}

type Client = Dependencies['client']

/** For a person who activates: where there is no seat yet, one is taken. */
export async function takeSeat(
  code: string,
  fingerprint: string,
  { client }: Pick<Dependencies, 'client'>,
): Promise<Result<Seat, SeatFailure>> {
  const asked = await validate(code, fingerprint, client)
  if (!asked.ok) return asked
  const { validation, licenseId } = asked.value
  if (!NO_SEAT.has(validation.code)) return checkOut(code, fingerprint, asked.value, false, client)
  // A seat that nobody pings would be gone with its first lease, and the products with it.
  if (validation.license?.requiresHeartbeats)
    return err({ failure: failure('license_needs_heartbeats', {}), validation })
  const machine = await client.activateMachine(code, licenseId, fingerprint)
  if (!machine.ok) {
    // The server may have given one all the same, and nobody heard it.
    if (machine.error.code === 'cancelled') await client.deactivateMachine(code, fingerprint)
    return err({ failure: machine.error, validation })
  }
  if ('refusal' in machine.value)
    return err({ failure: fromRefusal(machine.value.refusal, validation), validation })
  const { created, taken } = machine.value
  const seat = await checkOut(code, fingerprint, asked.value, created, client)
  // The machine is another license's: what the check-out says of it then (not found, no access) is only a consequence.
  if (!seat.ok && taken && REFUSED.has(seat.error.failure.code))
    return err({ failure: machineTaken(taken), validation })
  return seat
}

/** A check-out that was refused, unlike one that nobody answered. */
const REFUSED: ReadonlySet<ErrorCode> = new Set(['license_refused', 'license_permission_missing'])

const machineTaken = ({ detail }: Refusal) =>
  failure('machine_of_other_license', { detail: cutText(detail, 300) })

/**
 * For a refresh: a seat that the vendor released is not taken again behind its back. The machine is not pinged either:
 * one that never pings is not monitored, but one that pinged once and then cannot for a while counts as dead.
 */
export async function keepSeat(
  code: string,
  fingerprint: string,
  { client }: Pick<Dependencies, 'client'>,
): Promise<Result<Seat, SeatFailure<SeatErrorCode | 'seat_released'>>> {
  const asked = await validate(code, fingerprint, client)
  if (!asked.ok) return asked
  const { validation } = asked.value
  if (NO_SEAT.has(validation.code)) return err({ failure: failure('seat_released', {}), validation })
  return checkOut(code, fingerprint, asked.value, false, client)
}

interface Known {
  readonly validation: Validation
  readonly licenseId: string
}

/** Passes what is valid, and what only lacks a seat or a first heartbeat. */
async function validate(
  code: string,
  fingerprint: string,
  client: Client,
): Promise<Result<Known, SeatFailure>> {
  const asked = await client.validate(code, fingerprint)
  if (!asked.ok) return err({ failure: asked.error, validation: null })
  const validation = asked.value
  const { license, valid } = validation
  const passes = valid || NO_SEAT.has(validation.code) || validation.code === 'HEARTBEAT_NOT_STARTED'
  if (!license || !passes) return err({ failure: fromValidation(validation), validation })
  return ok({ validation, licenseId: license.id })
}

async function checkOut(
  code: string,
  fingerprint: string,
  { validation, licenseId }: Known,
  created: boolean,
  client: Client,
): Promise<Result<Seat, SeatFailure>> {
  const file = await client.checkOut(code, fingerprint, FILE_SECONDS)
  if (file.ok && 'file' in file.value) return ok({ licenseId, file: file.value.file, validation, created })
  if (created) await client.deactivateMachine(code, fingerprint)
  if (!file.ok) return err({ failure: file.error, validation })
  return 'refusal' in file.value
    ? err({ failure: fromRefusal(file.value.refusal, validation), validation })
    : never()
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
      return failure('license_expired', { expiry: isoOrNull(license?.expiry ?? null) })
    case 'PRODUCT_SCOPE_MISMATCH':
      return failure('other_application', {})
    case 'TOO_MANY_MACHINES':
      return failure('machine_limit_reached', { limit: license?.maxMachines ?? null })
    case 'OVERDUE':
      return failure('license_check_in_overdue', {})
    case 'HEARTBEAT_DEAD':
      return failure('license_needs_heartbeats', {})
    default:
      return code.endsWith(SCOPE_REQUIRED)
        ? failure('license_scope_required', { scope: scopeOf(code) })
        : failure('license_refused', { serverCode: cutText(code, 100), detail: cutText(detail, 300) })
  }
}

const SCOPE_REQUIRED = '_SCOPE_REQUIRED'
const scopeOf = (code: string) =>
  code.slice(0, -SCOPE_REQUIRED.length).toLowerCase().replaceAll('_', ' ').slice(0, 100)

function fromRefusal(refusal: Refusal, { license }: Validation): Failure<SeatErrorCode> {
  switch (refusal.code) {
    case 'MACHINE_LIMIT_EXCEEDED':
      return failure('machine_limit_reached', { limit: license?.maxMachines ?? null })
    case 'LICENSE_SUSPENDED':
      return failure('license_suspended', {})
    case 'LICENSE_BANNED':
      return failure('license_revoked', {})
    case 'LICENSE_EXPIRED':
      return failure('license_expired', { expiry: isoOrNull(license?.expiry ?? null) })
    case 'LICENSE_NOT_ALLOWED':
      return failure('license_not_allowed', {})
    default:
      return otherRefusal(refusal)
  }
}

function never(): never {
  throw new Error('a check-out gives a file or a refusal')
}
