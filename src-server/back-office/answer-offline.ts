// Answers an offline request: a machine file for the machine that a Unique Key names
// (docs/product.md#the-vendors-side).
import { DAY_SECONDS } from '#shared/instant.ts'
import { err, ok, type Result } from '#shared/result.ts'
import { checkOut, type CheckedOut } from '../activation/check-out.ts'
import type { License } from '../store/licenses.ts'
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

/** Without the policy, which tells the app nothing and would make the text a third longer. */
const INCLUDES = ['license', 'license.product', 'license.entitlements']

export interface OfflineAnswer extends Seated {
  readonly file: CheckedOut
}

/**
 * Takes a seat, once for a machine: the same Unique Key again gets a new file and no new seat. Refuses a Unique Key
 * with a typing error, a license that may not be used, and a machine beyond the license's limit.
 */
export async function answerOffline(
  vendor: Vendor,
  license: License,
  request: OfflineRequest,
): Promise<Result<OfflineAnswer, AnswerRefusal>> {
  const uniqueKey = readRequest(vendor, license, request)
  if (!uniqueKey.ok) return uniqueKey
  const days = request.validForDays ?? null
  const ttl = days === null ? null : days * DAY_SECONDS
  const options = { algorithm: 'aes-256-gcm+ed25519', ttl, includes: INCLUDES } as const
  return withKeyAndSeat(vendor, async () => {
    const seated = await takeSeat(vendor, license, uniqueKey.value)
    if (!seated.ok) return seated
    const file = await checkOut(vendor, seated.value.license, seated.value.machine, options, 'desk')
    return file ? ok({ ...seated.value, file }) : err(RELEASED_MEANWHILE)
  })
}
