// Whether this machine's id looks like an image's or a clone's. Advice only: it never blocks.
import type { IdAdvice } from '#shared/contract/doctor.ts'
import type { VendorProfile } from '#shared/contract/vendor-profile.ts'
import type { MachineFacts } from '../ports/machine-facts.ts'
import type { MachineIdentity } from '../ports/machine-id.ts'
import { isOftenShared } from './shared-ids.ts'

interface Surroundings {
  readonly machineFacts: Pick<MachineFacts, 'container'>
  readonly vendor: Pick<VendorProfile, 'machineIdFile'>
}

/** What to do depends on whether the vendor takes an id that an administrator sets. */
export const sharedInContainer = ({ machineIdFile }: Surroundings['vendor']) =>
  machineIdFile ? 'container_id_shared' : 'container_id_shared_fixed'

export function adviceOnId(
  { id, source }: MachineIdentity,
  { machineFacts, vendor }: Surroundings,
): IdAdvice[] {
  const advice: IdAdvice[] = []
  if (isOftenShared(id)) advice.push(source === 'file' ? 'id_file_often_shared' : 'id_often_shared')
  if (source === 'system' && machineFacts.container() !== null) advice.push(sharedInContainer(vendor))
  return advice
}
