// Takes an offline license back: checks the operator's return code and frees the seat (docs/formats/return-code.md).
import { nodePrimitives } from '#shared/crypto/node-primitives.ts'
import {
  readReturnCode,
  returnCodeHolds,
  type ReadReturnCode,
  type ReturnCodeError,
} from '#shared/formats/return-code.ts'
import { licenseNumber } from '#shared/formats/typed-key/hints.ts'
import type { UniqueKeyError } from '#shared/formats/unique-key.ts'
import { dayOfIso, iso, MINUTE } from '#shared/instant.ts'
import { err, ok, type Result } from '#shared/result.ts'
import { findSeatHolder, releaseMachine, type SeatHolder } from '../activation/release-machine.ts'
import type { License } from '../store/licenses.ts'
import type { Store } from '../store/store.ts'
import type { Vendor } from '../vendor/open-vendor.ts'
import { readUniqueKey } from './entered-unique-key.ts'
import { refusal, type Refusal } from './refusal.ts'
import { noteReturn, spentSince, type ReturnedOf } from './taken-returns.ts'

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
  | UniqueKeyError['code']
  | ReturnCodeError['code']
  | 'return_code_mismatch'
  | 'newer_key_issued'
  | 'return_code_spent'
>

/** Refuses a code that was not made on this machine for this license, one for a key that was replaced since, and one that freed its seat. */
export async function takeReturn(
  vendor: Vendor,
  license: License,
  request: ReturnRequest,
): Promise<Result<TakenReturn, ReturnRefusal>> {
  const uniqueKey = readUniqueKey(vendor, request.uniqueKey)
  if (!uniqueKey.ok) return uniqueKey
  const read = readReturnCode(request.returnCode)
  if (!read.ok) return err(refuseReturnCode(read.error))
  const facts = { uniqueKey: uniqueKey.value, licenseNumber: licenseNumber(license.id, nodePrimitives) }
  if (!returnCodeHolds(read.value, facts, license.key, nodePrimitives)) return err(MISMATCH)

  return vendor.store.transaction(() => freeSeat(vendor, license, uniqueKey.value, read.value, request))
}

async function freeSeat(
  vendor: Vendor,
  license: License,
  uniqueKey: string,
  read: ReadReturnCode,
  { checkOnly }: ReturnRequest,
): Promise<Result<TakenReturn, ReturnRefusal>> {
  const { store } = vendor
  const now = vendor.clock()
  const of = { licenseId: license.id, uniqueKey }
  const holder = await findSeatHolder(store, license.id, uniqueKey, now)
  const refused =
    holder && ((await newerKey(vendor, license, holder, read.issued)) ?? (await spent(store, of, read)))
  if (refused) return err(refused)
  const kept = holder !== null && checkOnly
  await noteReturn(store, { ...of, machineId: holder?.machineId ?? null }, read, { kept, now })
  if (holder && !kept) await releaseMachine(store, holder, now)
  return ok({
    uniqueKey,
    issued: iso(read.issued),
    returned: dayOfIso(iso(read.returned)),
    seat: holder === null ? 'already_free' : kept ? 'kept' : 'freed',
  })
}

/** It speaks of the seat that there was when it was taken, and not of one that was taken since. */
async function spent(store: Store, of: ReturnedOf, read: ReadReturnCode): Promise<ReturnRefusal | null> {
  const since = await spentSince(store, of, read)
  if (since === null) return null
  return refusal('return_code_spent', (words) => words.returnCodeSpent(iso(since)))
}

const MISMATCH = refusal('return_code_mismatch', (words) => words.returnCodeMismatch)

/**
 * The machine takes a key that was issued after the returned one: its operator has not declared that one. Within the
 * minute that a return code knows, a file that was checked out online is newer: no offline key is returned that is older
 * than the one that is stored.
 */
async function newerKey(
  { store }: Vendor,
  license: License,
  { machineId }: SeatHolder,
  returned: number,
): Promise<ReturnRefusal | null> {
  const issued = (await store.events.ofLicense(license.id)).filter(
    (event) => event.what === 'machine.checked-out' && event.machineId === machineId,
  )
  const latest = Math.max(0, ...issued.map(({ time }) => time))
  const answered = Math.max(0, ...issued.filter(({ actor }) => actor === 'desk').map(({ time }) => time))
  const onlineSince = latest >= returned && latest > answered
  if (latest < returned + MINUTE && !onlineSince) return null
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
