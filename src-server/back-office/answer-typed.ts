// Answers an offline request with a typed key, for those who must type (docs/formats/typed-key-v1.md).
import { minuteOf, type TypedKeyProduct } from '#shared/formats/typed-key/facts.ts'
import { MINUTE } from '#shared/instant.ts'
import type { EncodeError } from '#shared/formats/typed-key/encode.ts'
import { DAY, iso } from '#shared/instant.ts'
import { err, ok, type Result } from '#shared/result.ts'
import { fileUntil } from '../activation/file-until.ts'
import type { CoveredProduct, License } from '../store/licenses.ts'
import {
  issueTypedKey,
  refuseTypedKey,
  type TypedKeyRequest,
  type TypedKeyTerms,
} from '../vendor/issue-typed-key.ts'
import type { Vendor } from '../vendor/open-vendor.ts'
import {
  readRequest,
  RELEASED_MEANWHILE,
  takeSeat,
  withKeyAndSeat,
  type AnswerRefusal,
  type OfflineRequest,
  type Seated,
} from './offline-seat.ts'
import { refusal, type Refusal } from './refusal.ts'

export interface IssuedTypedKey {
  /** Groups of five, without row numbers. */
  readonly rows: readonly string[]
  /** ISO 8601; a typed key knows the minute only. */
  readonly issued: string
  readonly expiry: string | null
}

export interface TypedAnswer extends Seated {
  readonly typedKey: IssuedTypedKey
}

export type TypedRefusal =
  AnswerRefusal | Refusal<'typed_key_not_allowed' | 'typed_key_no_room' | 'typed_key_too_long'>

/** As `answerOffline`. Takes no seat for a license of which a typed key cannot say everything. */
export async function answerTyped(
  vendor: Vendor,
  license: License,
  request: OfflineRequest,
): Promise<Result<TypedAnswer, TypedRefusal>> {
  const uniqueKey = readRequest(vendor, license, request)
  if (!uniqueKey.ok) return uniqueKey
  const key = await vendor.keys.active()
  if (!(await vendor.keys.all()).some(({ id, uses }) => id === key.id && uses.includes('typed')))
    return err(refusal('typed_key_not_allowed', ({ typedKey }) => typedKey.notAllowed(key.id)))
  const wanted = typedKeyRequest(vendor, license, uniqueKey.value, request)
  const refused = refuseTypedKey(wanted)
  if (refused) return err(explain(refused))
  const rows = issueTypedKey(wanted, key)
  if (!rows.ok) return err(explain(rows.error))
  const dates = datesOf(wanted.terms)
  return withKeyAndSeat(vendor, async () => {
    const seated = await takeSeat(vendor, license, uniqueKey.value)
    if (!seated.ok) return seated
    if (!(await record(vendor, seated.value, dates.expiry))) return err(RELEASED_MEANWHILE)
    return ok({ ...seated.value, typedKey: { rows: rows.value, ...dates } })
  })
}

function typedKeyRequest(
  vendor: Vendor,
  license: License,
  uniqueKey: string,
  { validForDays }: OfflineRequest,
): TypedKeyRequest {
  const { metadata } = license
  const { owner, graceDays, overLimit, features, maintenanceUntil } = metadata
  const terms: TypedKeyTerms = {
    issued: minuteOf(vendor.clock()) * MINUTE,
    validDays: validForDays ?? null,
    licenseExpiry: license.expiry,
    maintenanceUntil: maintenanceUntil === null ? null : Date.parse(maintenanceUntil),
    graceDays,
    overLimit,
    owner,
    features,
    products: metadata.products.map((product) => productOf(vendor, product)),
  }
  return { terms, licenseId: license.id, code: license.key, uniqueKey, application: license.productId }
}

/** By number only where the catalogue says just what the license says. */
function productOf(vendor: Vendor, { code, name, type, limit }: CoveredProduct): TypedKeyProduct {
  const known = vendor.account.vendor.catalogue.find((product) => product.code === code)
  if (known?.name === name && known.type === type) return { number: known.number, limit, expiry: null }
  return { number: null, code, name, type, limit, expiry: null }
}

function datesOf({ issued, validDays }: TypedKeyTerms): Pick<IssuedTypedKey, 'issued' | 'expiry'> {
  const expiry = validDays === null ? null : iso(issued + validDays * DAY)
  return { issued: iso(issued), expiry }
}

/** False: the machine was released meanwhile. */
function record(
  { store, clock }: Vendor,
  { license, machine }: Seated,
  expiry: string | null,
): Promise<boolean> {
  const time = clock()
  const until = fileUntil(license, expiry === null ? null : Date.parse(expiry))
  return store.transaction(async () => {
    if (!(await store.machines.markCheckedOut(machine, time, until))) return false
    const of = { licenseId: license.id, machineId: machine.id }
    await store.events.record({
      time,
      what: 'machine.checked-out',
      ...of,
      actor: 'desk',
      details: { form: 'typed' },
    })
    return true
  })
}

function explain(error: EncodeError): TypedRefusal {
  if (error.code === 'typed_key_too_long') {
    const { bytes, most } = error
    return refusal('typed_key_too_long', ({ typedKey }) => typedKey.tooLong(most, bytes))
  }
  const { field, most } = error
  return refusal('typed_key_no_room', ({ typedKey }) => typedKey.noRoom(field, most))
}
