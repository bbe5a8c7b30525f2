// Whether this machine's id looks like an image's or a clone's. Advice only: it never blocks.
import type { IdAdvice } from '#shared/contract/doctor.ts'
import type { MachineFacts } from '../ports/machine-facts.ts'
import type { MachineIdentity } from '../ports/machine-id.ts'
import { isOftenShared } from './shared-ids.ts'

export function adviceOnId(
  { id, source }: MachineIdentity,
  machineFacts: Pick<MachineFacts, 'container'>,
): IdAdvice[] {
  const advice: IdAdvice[] = []
  if (isOftenShared(id)) advice.push(source === 'file' ? 'id_file_often_shared' : 'id_often_shared')
  if (source === 'system' && machineFacts.container() !== null) advice.push('container_id_shared')
  return advice
}
