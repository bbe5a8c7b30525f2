// Takes an offline license back: checks the operator's return code and frees the seat (docs/formats/return-code.md).
import { nodePrimitives } from '#shared/crypto/node-primitives.ts'
import { readReturnCode, returnCodeHolds, type ReturnCodeError } from '#shared/formats/return-code.ts'
import { licenseNumber } from '#shared/formats/typed-key/hints.ts'
import type { UniqueKeyError } from '#shared/formats/unique-key.ts'
import { iso } from '#shared/instant.ts'
import { err, ok, type Result } from '#shared/result.ts'
import { findSeatHolder, releaseMachine, type SeatHolder } from '../activation/release-machine.ts'
import type { License } from '../store/licenses.ts'
import type { Vendor } from '../vendor/open-vendor.ts'
import { readUniqueKey } from './answer-offline.ts'
import { refusal, type Refusal } from './refusal.ts'

const MINUTE = 60_000

export interface ReturnRequest {
  /** Both as a person wrote them. */
  readonly returnCode: string
  readonly uniqueKey: string
  /** Checks alone: whether the seat is freed is the vendor's choice. */
  readonly checkOnly: boolean
}

export interface TakenReturn {
  readonly uniqueKey: string
  readonly issued: string
  /** The day, in UTC. */
  readonly returned: string
  /** `already_free`: the same code again, or the seat was released before. */
  readonly seat: 'freed' | 'already_free' | 'kept'
}

export type ReturnRefusal = Refusal<
  UniqueKeyError['code'] | ReturnCodeError['code'] | 'return_code_mismatch' | 'newer_key_issued'
>

/** Refuses a code that was not made on this machine for this license, and one for a key that was replaced since. */
export function takeReturn(
  vendor: Vendor,
  license: License,
  request: ReturnRequest,
): Result<TakenReturn, ReturnRefusal> {
  const uniqueKey = readUniqueKey(vendor, request.uniqueKey)
  if (!uniqueKey.ok) return uniqueKey
  const read = readReturnCode(request.returnCode)
  if (!read.ok) return err(refuseReturnCode(read.error))
  const facts = { uniqueKey: uniqueKey.value, licenseNumber: licenseNumber(license.id, nodePrimitives) }
  if (!returnCodeHolds(read.value, facts, license.key, nodePrimitives)) return err(MISMATCH)

  const { store } = vendor
  const holder = findSeatHolder(store, license.id, uniqueKey.value, vendor.clock())
  const newer = holder && newerKey(vendor, license, holder, read.value.issued)
  if (newer) return err(newer)
  if (holder && !request.checkOnly) releaseMachine(store, holder, vendor.clock())
  return ok({
    uniqueKey: uniqueKey.value,
    issued: iso(read.value.issued),
    returned: iso(read.value.returned).slice(0, 10),
    seat: holder === null ? 'already_free' : request.checkOnly ? 'kept' : 'freed',
  })
}

const MISMATCH = refusal('return_code_mismatch', (words) => words.returnCodeMismatch)

/** The machine takes a key that was issued after the returned one: its operator has not declared that one. */
function newerKey(
  { store }: Vendor,
  license: License,
  { machineId }: SeatHolder,
  returned: number,
): ReturnRefusal | null {
  const issued = store.events
    .ofLicense(license.id)
    .filter((event) => event.what === 'machine.checked-out' && event.machineId === machineId)
  const latest = Math.max(0, ...issued.map(({ time }) => time))
  if (latest < returned + MINUTE) return null
  const when = iso(latest)
  return refusal('newer_key_issued', (words) => words.newerKeyIssued(when))
}

const refuseReturnCode = (error: ReturnCodeError): ReturnRefusal =>
  refusal(error.code, ({ returnCode }) => {
    switch (error.code) {
      case 'return_code_length':
        return returnCode.length(error.letters, error.expected)
      case 'return_code_letter':
        return returnCode.letter(error.letter)
      case 'return_code_mistyped':
        return returnCode.mistyped
    }
  })
