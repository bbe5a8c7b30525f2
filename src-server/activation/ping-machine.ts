// A machine's heartbeat (docs/protocol.md#leases).
import { err, ok, type Result } from '#shared/result.ts'
import type { Machine } from '../store/machines.ts'
import type { PolicyRules } from '../store/policy-rules.ts'
import type { Vendor } from '../vendor/open-vendor.ts'
import { heartbeatStatus, type HeartbeatStatus } from './keygen-status.ts'
import { leaseOf, revivableUntil } from './lease.ts'

/** A machine that was dead is revived where its policy allows it, and says so in this one answer. */
export function pingMachine(
  { store, clock, steady }: Vendor,
  machine: Machine,
  rules: PolicyRules,
): Result<{ machine: Machine; status: HeartbeatStatus }, { readonly code: 'MACHINE_HEARTBEAT_DEAD' }> {
  const now = clock()
  const dead = heartbeatStatus(machine, rules, now) === 'DEAD'
  const revivable = now <= revivableUntil(machine, rules)
  if (dead && !revivable && !steady.isInDoubt(leaseOf(rules))) return err({ code: 'MACHINE_HEARTBEAT_DEAD' })
  store.write(() => store.machines.markHeartbeat(machine.id, now))
  const status = dead && revivable ? 'RESURRECTED' : 'ALIVE'
  return ok({ machine: { ...machine, lastHeartbeat: now }, status })
}
