// A machine's heartbeat (docs/protocol.md#machines).
import { err, ok, type Result } from '#shared/result.ts'
import type { Machine } from '../store/machines.ts'
import type { PolicyRules } from '../store/policy-rules.ts'
import type { Store } from '../store/store.ts'
import { heartbeatStatus, type HeartbeatStatus } from './keygen-status.ts'

/** A machine that was dead is revived where its policy allows it, and says so in this one answer. */
export function pingMachine(
  store: Store,
  machine: Machine,
  rules: PolicyRules,
  now: number,
): Result<{ machine: Machine; status: HeartbeatStatus }, { readonly code: 'MACHINE_HEARTBEAT_DEAD' }> {
  const dead = heartbeatStatus(machine, rules, now) === 'DEAD'
  if (dead && now > revivableUntil(rules, machine.lastHeartbeat))
    return err({ code: 'MACHINE_HEARTBEAT_DEAD' })
  store.write(() => store.machines.markHeartbeat(machine.id, now))
  return ok({ machine: { ...machine, lastHeartbeat: now }, status: dead ? 'RESURRECTED' : 'ALIVE' })
}

/** One that never pinged can be revived where that is always so, as by Keygen. */
function revivableUntil(
  { heartbeatResurrectionStrategy: strategy, heartbeatDuration }: PolicyRules,
  lastHeartbeat: number | null,
): number {
  if (strategy === 'ALWAYS_REVIVE') return Infinity
  if (strategy === 'NO_REVIVE' || lastHeartbeat === null) return -Infinity
  return lastHeartbeat + heartbeatDuration * 1000 + Number.parseInt(strategy) * 60_000
}
