// The activity log's line of an activation: which license, and what the vendor changed since the key before.
import type { Output } from '#shared/contract/contract.ts'
import { ok, type Result } from '#shared/result.ts'
import type { Dependencies } from '../dependencies.ts'
import type { Admitted } from '../activation/admit.ts'
import { toLicenseList } from '../standing/views.ts'
import { recordActivity, type ActivityDetails } from './record.ts'

/** The row of a typed key that is wrong: support asks for it. */
function rowOf(error: { readonly code: string; readonly params?: unknown }): ActivityDetails {
  if (error.code !== 'typed_key_row_wrong') return {}
  const { row } = error.params as { row: number }
  return { subject: `row ${row}` }
}

export async function recordActivation<E extends { code: string }>(
  action: 'activate_online' | 'activate_offline',
  work: Promise<Result<Admitted, E>>,
  dependencies: Pick<Dependencies, 'activity' | 'clock'>,
): Promise<Result<Output<'licenses.activateOnline'>, E>> {
  const describe = ({ license, changes }: Admitted) => ({ subject: license.id, changes })
  const admitted = await recordActivity(action, null, work, dependencies, describe, rowOf)
  if (!admitted.ok) return admitted
  const { license, renewed, judged } = admitted.value
  return ok({ license, renewed, list: toLicenseList(judged) })
}
