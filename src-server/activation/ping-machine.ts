// A machine's heartbeat (docs/protocol.md#machines).
import { err, ok, type Result } from '#shared/result.ts'
import type { Machine } from '../store/machines.ts'
import type { Policy } from '../store/products.ts'
import type { Store } from '../store/store.ts'
import { heartbeatStatus, type HeartbeatStatus } from './keygen-status.ts'

/** A machine that was dead is revived where its policy allows it, and says so in this one answer. */
export function pingMachine(
  store: Store,
  machine: Machine,
  policy: Policy,
  now: number,
): Result<{ machine: Machine; status: HeartbeatStatus }, { readonly code: 'MACHINE_HEARTBEAT_DEAD' }> {
  const dead = heartbeatStatus(machine, policy, now) === 'DEAD'
  if (dead && policy.resurrection === 'NO_REVIVE') return err({ code: 'MACHINE_HEARTBEAT_DEAD' })
  store.write(() => store.machines.markHeartbeat(machine.id, now))
  return ok({ machine: { ...machine, lastHeartbeat: now }, status: dead ? 'RESURRECTED' : 'ALIVE' })
}
