// Asking the activation server about one license again: is it still valid, a fresh machine file, and what changed since.
import type { LicenseChange } from '#shared/contract/activity-views.ts'
import { failure, type Failure } from '#shared/contract/errors.ts'
import type { Dependencies } from '../dependencies.ts'
import type { JudgedLicense } from '../standing/judged.ts'
import { readmit } from '../activation/admit.ts'
import type { ObtainErrorCode } from '../activation/obtain.ts'
import { isOvertaken } from '../activation/overtaken.ts'
import { recordAnswer } from '../activation/record-answer.ts'
import { keepSeat, type SeatErrorCode, type SeatFailure } from '../activation/seat.ts'

export interface RefreshedLicense {
  /** What stood in the way; what is stored stays then. */
  readonly problem: Failure<
    ObtainErrorCode | 'license_damaged' | 'seat_released' | 'not_of_this_machine' | 'license_not_here'
  > | null
  /** Found by what is written, under its lock: two refreshes at once do not both tell of one change. */
  readonly changes: readonly LicenseChange[]
  /** By the server's signed answer, for a license that does not open here; null: it named none. */
  readonly owner: string | null
}

/** A refresh never replaces a good file with a worse one: what comes is verified before it is stored. */
export async function refreshLicense(
  license: JudgedLicense,
  uniqueKey: string,
  dependencies: Dependencies,
): Promise<RefreshedLicense> {
  const { code } = license.stored
  // The server knows no such code: nothing that it says would be about this license.
  if (license.damaged?.endsWith('/code'))
    return { problem: failure('license_damaged', { path: license.damaged }), changes: [], owner: null }
  const seat = await keepSeat(code, uniqueKey, dependencies)
  const owner = (seat.ok ? seat.value : seat.error).validation?.license?.owner ?? null
  if (!seat.ok) return { ...(await withoutSeat(license, seat.error, uniqueKey, dependencies)), owner }
  const { file, validation } = seat.value
  const candidate = { file, code, uniqueKey, mode: 'online', validation: validation.answer } as const
  const admitted = await readmit(candidate, dependencies)
  if (admitted.ok) return { problem: null, changes: admitted.value.changes, owner }
  const overtaken = isOvertaken(admitted.error, license.grant)
  return { problem: overtaken ? null : admitted.error, changes: [], owner }
}

async function withoutSeat(
  { elsewhere }: JudgedLicense,
  { validation, failure: problem }: SeatFailure<SeatErrorCode | 'seat_released'>,
  uniqueKey: string,
  dependencies: Dependencies,
): Promise<Omit<RefreshedLicense, 'owner'>> {
  // Of another machine: that this one has no seat is no word about the license, and where several machines share a
  // folder it would be kept beside the other one's file.
  if (problem.code === 'seat_released' && elsewhere)
    return { problem: failure('not_of_this_machine', {}), changes: [] }
  if (!validation) return { problem, changes: [] }
  const kept = await recordAnswer(validation, uniqueKey, dependencies)
  return kept.ok ? { problem, changes: kept.value } : { problem: kept.error, changes: [] }
}
