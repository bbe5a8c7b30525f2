// What runs on a machine: a client tells when it begins, that it still does, and when it has ended (docs/protocol.md#processes).
// As with pings and uses, which come as often, none of it is an event of the audit.
import { randomUUID } from 'node:crypto'
import { err, ok, type Result } from '#shared/result.ts'
import type { Machine } from '../store/machines.ts'
import type { PolicyRules } from '../store/policy-rules.ts'
import type { Process } from '../store/processes.ts'
import type { Store } from '../store/store.ts'
import type { Vendor } from '../vendor/open-vendor.ts'
import { hasLostPlace, isDead, statusByPing } from './lease.ts'
import { noPlaceLeft, type NoPlaceLeft } from './process-limit.ts'

/** `id`: the one that a client chose. */
export type ProcessAttributes = Pick<Process, 'pid' | 'metadata'> & { readonly id?: string | undefined }

export type ProcessRefusal =
  | { readonly code: 'ID_CONFLICT' | 'PID_TAKEN' }
  | (NoPlaceLeft & { readonly code: 'MACHINE_PROCESS_LIMIT_EXCEEDED' })

/** Fails with null where the machine was released meanwhile. Two at once cannot both be the last. */
export function beginProcess(
  store: Store,
  machine: Pick<Machine, 'id' | 'licenseId'>,
  { id, pid, metadata }: ProcessAttributes,
  now: number,
): Promise<Result<Process, ProcessRefusal | null>> {
  return store.write(async () => {
    const { id: machineId, licenseId } = machine
    const license = await store.licenses.byId(licenseId)
    if (!license || !(await store.machines.find(licenseId, machineId))) return err(null)
    if (id !== undefined && (await store.processes.isIdOfAny(id))) return err({ code: 'ID_CONFLICT' })
    if (await store.processes.isTaken(machineId, pid)) return err({ code: 'PID_TAKEN' })
    const full = await noPlaceLeft(store, license, machineId, now)
    if (full) return err({ code: 'MACHINE_PROCESS_LIMIT_EXCEEDED', ...full })
    const times = { lastHeartbeat: now, created: now, updated: now }
    const process = { id: id ?? randomUUID(), machineId, pid, metadata, ...times }
    await store.processes.insert(process)
    return ok(process)
  })
}

export type ProcessStatus = 'ALIVE' | 'DEAD' | 'RESURRECTED'

export const processStatus = (process: Process, rules: PolicyRules, now: number): ProcessStatus =>
  isDead(process, rules, now) ? 'DEAD' : 'ALIVE'

/** To be called in a turn to write. */
export async function pingProcess(
  { store, clock, steady }: Vendor,
  process: Process,
  rules: PolicyRules,
): Promise<Result<{ process: Process; status: ProcessStatus }, { readonly code: 'PROCESS_HEARTBEAT_DEAD' }>> {
  const now = clock()
  const status = statusByPing(process, rules, now, steady)
  if (status === null) return err({ code: 'PROCESS_HEARTBEAT_DEAD' })
  await store.processes.markHeartbeat(process.id, now)
  return ok({ process: { ...process, lastHeartbeat: now }, status })
}

export const endProcess = (store: Store, { id }: Process): Promise<void> =>
  store.write(async () => {
    await store.processes.remove(id)
  })

/** Ended for it, since its lease has. False: it was heard of or ended meanwhile. */
export function endSilentProcess(
  store: Store,
  { licenseId, id }: { readonly licenseId: string; readonly id: string },
  now: number,
): Promise<boolean> {
  return store.write(async () => {
    const [license, process] = [
      await store.licenses.byId(licenseId),
      await store.processes.find({ licenseId }, id),
    ]
    if (!license || !process || !hasLostPlace(process, license.rules, now)) return false
    return store.processes.remove(id)
  })
}
