// From the activation server into the store, for a person who activates a license.
import type { Failure } from '#shared/contract/errors.ts'
import { err, ok, type Result } from '#shared/result.ts'
import type { Dependencies } from '../dependencies.ts'
import type { StoreWriteErrorCode } from '../ports/license-store.ts'
import { admitAsked, type Admitted, type AdmitErrorCode } from './admit.ts'
import { recordAnswer } from './record-answer.ts'
import { isOvertaken } from './overtaken.ts'
import { takeSeat, type SeatErrorCode } from './seat.ts'
import { judgeStored } from '../standing/judge.ts'
import type { Judged, JudgedLicense } from '../standing/judged.ts'
import { toLicenseView } from '../standing/views.ts'

export type ObtainErrorCode = SeatErrorCode | AdmitErrorCode | StoreWriteErrorCode

/** Leaves no half-activated license: a seat taken for a file that could not be stored is given back. */
export async function obtainLicense(
  code: string,
  uniqueKey: string,
  dependencies: Dependencies,
): Promise<Result<Admitted, Failure<ObtainErrorCode>>> {
  const before = await storedWith(code, dependencies)
  const asked = dependencies.store.read()
  const seat = await takeSeat(code, uniqueKey, dependencies)
  if (!seat.ok) {
    const { validation, failure } = seat.error
    const kept = validation ? await recordAnswer(validation, uniqueKey, dependencies) : null
    return err(kept && !kept.ok ? kept.error : failure)
  }
  const { file, validation, created } = seat.value
  const admitted = await admitAsked(
    {
      file,
      code,
      uniqueKey,
      mode: 'online',
      validation: validation.answer,
      asked: asked.ok ? asked.value : null,
    },
    dependencies,
  )
  if (!admitted.ok && isOvertaken(admitted.error, before?.license.grant ?? null)) {
    const here = await storedWith(code, dependencies)
    if (here) return ok({ ...here, license: toLicenseView(here.license), ...AS_IT_IS })
  }
  if (!admitted.ok && created) await dependencies.client.deactivateMachine(code, uniqueKey)
  return admitted
}

const AS_IT_IS = { renewed: true, unchanged: false, changes: [] } as const

async function storedWith(
  code: string,
  dependencies: Dependencies,
): Promise<{ readonly license: JudgedLicense; readonly judged: Judged } | null> {
  const judged = await judgeStored(dependencies)
  const license = judged.ok
    ? judged.value.licenses.find(({ stored, grant }) => stored.code === code && grant !== null)
    : undefined
  return judged.ok && license ? { license, judged: judged.value } : null
}
