// The machines of a license that run by an answer: nothing that is changed here reaches them.
import type { AuditEvent } from '../store/events.ts'
import type { License } from '../store/licenses.ts'
import type { Machine } from '../store/machines.ts'
import type { Vendor } from '../vendor/open-vendor.ts'

/** Those with a seat whose last file or typed key came from a representative; the newest machine first. */
export async function offlineMachines({ store }: Vendor, license: License): Promise<readonly Machine[]> {
  const lastBy = new Map<string, AuditEvent['actor']>()
  for (const { what, machineId, actor } of await store.events.ofLicense(license.id))
    if (what === 'machine.checked-out' && machineId !== undefined) lastBy.set(machineId, actor)
  return (await store.machines.ofLicense(license.id, license.machinesCount)).filter(
    ({ id }) => lastBy.get(id) === 'desk',
  )
}
