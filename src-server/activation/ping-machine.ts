// A machine's heartbeat (docs/protocol.md#leases).
import { err, ok, type Result } from '#shared/result.ts'
import type { Machine } from '../store/machines.ts'
import type { PolicyRules } from '../store/policy-rules.ts'
import type { Vendor } from '../vendor/open-vendor.ts'
import type { HeartbeatStatus } from './keygen-status.ts'
import { statusByPing } from './lease.ts'

/** To be called in a turn to write. That a machine was revived is said in this one answer. */
export async function pingMachine(
  { store, clock, steady }: Vendor,
  machine: Machine,
  rules: PolicyRules,
): Promise<
  Result<{ machine: Machine; status: HeartbeatStatus }, { readonly code: 'MACHINE_HEARTBEAT_DEAD' }>
> {
  const now = clock()
  const status = statusByPing(machine, rules, now, steady)
  if (status === null) return err({ code: 'MACHINE_HEARTBEAT_DEAD' })
  await store.machines.markHeartbeat(machine.id, now)
  return ok({ machine: { ...machine, lastHeartbeat: now }, status })
}
