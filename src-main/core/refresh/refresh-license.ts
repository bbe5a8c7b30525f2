// One license's check with the activation server: is it still valid, a fresh machine file, and what changed since.
import type { LicenseChange } from '#shared/contract/activity-views.ts'
import type { Failure } from '#shared/contract/errors.ts'
import type { MachineGrant } from '#shared/license/license.ts'
import type { Dependencies } from '../dependencies.ts'
import type { JudgedLicense } from '../standing/judge.ts'
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
  { stored: { code }, grant: before }: JudgedLicense,
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
  if (admitted.ok) return { problem: null, changes: admitted.value.changes }
  const overtaken = admitted.error.code === 'older_key' && isSince(admitted.error.params, before)
  return { problem: overtaken ? null : admitted.error, changes: [] }
}

/** Another check of the same moment stored a newer file meanwhile: that is what this one was for. */
const isSince = ({ storedIssued }: { readonly storedIssued: string }, before: MachineGrant | null): boolean =>
  before === null || Date.parse(storedIssued) > before.issued
