// From the activation server into the store, for a person who activates a license.
import type { Failure } from '#shared/contract/errors.ts'
import { err, type Result } from '#shared/result.ts'
import type { Dependencies } from '../dependencies.ts'
import type { StoreWriteErrorCode } from '../ports/license-store.ts'
import { admitAsked, type Admitted, type AdmitErrorCode } from './admit.ts'
import { recordAnswer } from './record-answer.ts'
import { takeSeat, type SeatErrorCode } from './seat.ts'

export type ObtainErrorCode = SeatErrorCode | AdmitErrorCode | StoreWriteErrorCode

/** Leaves no half-activated license: a seat taken for a file that could not be stored is given back. */
export async function obtainLicense(
  code: string,
  uniqueKey: string,
  dependencies: Dependencies,
): Promise<Result<Admitted, Failure<ObtainErrorCode>>> {
  const seat = await takeSeat(code, uniqueKey, dependencies)
  if (!seat.ok) {
    const { validation, failure } = seat.error
    const kept = validation ? await recordAnswer(validation, uniqueKey, dependencies) : null
    return err(kept && !kept.ok ? kept.error : failure)
  }
  const { file, validation, created } = seat.value
  const admitted = await admitAsked(
    { file, code, uniqueKey, mode: 'online', validation: validation.answer },
    dependencies,
  )
  if (!admitted.ok && created) await dependencies.client.deactivateMachine(code, uniqueKey)
  return admitted
}
