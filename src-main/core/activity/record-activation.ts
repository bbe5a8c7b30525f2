// The activity log's line of an activation: which license, and what the vendor changed since the key before.
import type { Output } from '#shared/contract/contract.ts'
import { ok, type Result } from '#shared/result.ts'
import type { Dependencies } from '../dependencies.ts'
import type { Admitted } from '../activation/admit.ts'
import { toLicenseList } from '../standing/views.ts'
import { recordActivity } from './record.ts'

export async function recordActivation<E extends { code: string }>(
  action: 'activate_online' | 'activate_offline',
  work: Promise<Result<Admitted, E>>,
  dependencies: Pick<Dependencies, 'activity' | 'clock'>,
): Promise<Result<Output<'licenses.activateOnline'>, E>> {
  const admitted = await recordActivity(action, null, work, dependencies, ({ license, changes }) => ({
    subject: license.id,
    changes,
  }))
  if (!admitted.ok) return admitted
  const { license, renewed, judged } = admitted.value
  return ok({ license, renewed, list: toLicenseList(judged) })
}
