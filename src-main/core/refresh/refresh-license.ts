// One license's check with the activation server: is it still valid, a fresh machine file, and what changed since.
import type { LicenseChange } from '#shared/contract/activity-views.ts'
import type { Failure } from '#shared/contract/errors.ts'
import type { Dependencies } from '../dependencies.ts'
import type { StoredLicense } from '../ports/license-store.ts'
import { readmit } from '../activation/admit.ts'
import type { ObtainErrorCode } from '../activation/obtain.ts'
import { recordAnswer } from '../activation/record-answer.ts'
import { keepSeat } from '../activation/seat.ts'

export interface CheckedLicense {
  /** What stood in the way; what is stored stays then. */
  readonly problem: Failure<ObtainErrorCode | 'seat_released' | 'license_not_here'> | null
  /** Found by what is written, under its lock: two checks at once do not both tell of one change. */
  readonly changes: readonly LicenseChange[]
}

/** A check never replaces a good file with a worse one: what comes is verified before it is stored. */
export async function checkLicense(
  { code }: StoredLicense,
  uniqueKey: string,
  dependencies: Dependencies,
): Promise<CheckedLicense> {
  const seat = await keepSeat(code, uniqueKey, dependencies)
  if (!seat.ok) {
    const { validation, failure } = seat.error
    if (!validation) return { problem: failure, changes: [] }
    const kept = await recordAnswer(validation, uniqueKey, dependencies)
    return kept.ok ? { problem: failure, changes: kept.value } : { problem: kept.error, changes: [] }
  }
  const { file, validation } = seat.value
  const candidate = { file, code, uniqueKey, mode: 'online', validation: validation.answer } as const
  const admitted = await readmit(candidate, dependencies)
  return admitted.ok
    ? { problem: null, changes: admitted.value.changes }
    : { problem: admitted.error, changes: [] }
}
