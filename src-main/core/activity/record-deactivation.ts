// The activity log's line of a deactivation: by owner and end of the code, since the license itself is gone then.
import type { Output } from '#shared/contract/contract.ts'
import { ok, type Result } from '#shared/result.ts'
import type { TakenOff } from '../activation/deactivate.ts'
import type { Dependencies } from '../dependencies.ts'
import { recordActivity } from './record.ts'

export async function recordDeactivation<E extends { code: string; params?: unknown }>(
  id: string,
  work: Promise<Result<TakenOff, E>>,
  dependencies: Pick<Dependencies, 'activity' | 'clock'>,
): Promise<Result<Output<'licenses.deactivate'>, E>> {
  const describe = ({ owner, codeMasked, returnCode, seat }: TakenOff) => ({
    returnCode,
    // It was missing, and was given up: the activation server was told nothing.
    params: { owner, codeMasked, ...(seat === 'missing' ? { givenUp: true } : {}) },
  })
  const takenOff = await recordActivity('deactivate', id, work, dependencies, describe)
  if (!takenOff.ok) return takenOff
  const { codeMasked: _, ...answer } = takenOff.value
  return ok(answer)
}
