// How long a machine or a process counts as there after it was heard of, and when it loses its place (docs/protocol.md#leases).
import { DAY_SECONDS } from '#shared/instant.ts'
import type { License } from '../store/licenses.ts'
import type { Machine } from '../store/machines.ts'
import type { PolicyRules } from '../store/policy-rules.ts'
import type { SteadyTime } from './steady-time.ts'

export type Beating = Pick<Machine, 'lastHeartbeat' | 'created'>

const MINUTE = 60_000

export const leaseOf = ({ heartbeatDuration }: PolicyRules): number => heartbeatDuration * 1000

/** The last moment at which it is alive; null: nobody waits for its heartbeats. */
function aliveUntil({ lastHeartbeat, created }: Beating, rules: PolicyRules): number | null {
  const since = lastHeartbeat ?? (rules.requireHeartbeat ? created : null)
  return since === null ? null : since + leaseOf(rules)
}

/** The last moment at which a ping revives one that is dead. One that never pinged is revived only where that is always so. */
function revivableUntil({ lastHeartbeat }: Beating, rules: PolicyRules): number {
  const strategy = rules.heartbeatResurrectionStrategy
  if (strategy === 'ALWAYS_REVIVE') return Infinity
  if (strategy === 'NO_REVIVE' || lastHeartbeat === null) return -Infinity
  return lastHeartbeat + leaseOf(rules) + Number.parseInt(strategy) * MINUTE
}

export function isDead(beating: Beating, rules: PolicyRules, now: number): boolean {
  const until = aliveUntil(beating, rules)
  return until !== null && now > until
}

/**
 * What a ping makes of it: one that was dead is revived where its policy allows it. Null: it is not heard, unless the clock
 * cannot say how long it was silent.
 */
export function statusByPing(
  beating: Beating,
  rules: PolicyRules,
  now: number,
  steady: Pick<SteadyTime, 'isInDoubt'>,
): 'ALIVE' | 'RESURRECTED' | null {
  if (!isDead(beating, rules, now)) return 'ALIVE'
  if (now <= revivableUntil(beating, rules)) return 'RESURRECTED'
  return steady.isInDoubt(leaseOf(rules)) ? 'ALIVE' : null
}

/** Whether the dead of a policy lose their place at all. */
export const takesFromDead = ({
  heartbeatCullStrategy,
  heartbeatResurrectionStrategy,
}: PolicyRules): boolean =>
  heartbeatCullStrategy === 'DEACTIVATE_DEAD' && heartbeatResurrectionStrategy !== 'ALWAYS_REVIVE'

export const hasLostPlace = (beating: Beating, rules: PolicyRules, now: number): boolean =>
  isDead(beating, rules, now) && takesFromDead(rules) && now > revivableUntil(beating, rules)

/** One that never pinged may have no network: the file that it was given is as good as a ping. */
export const hasLostSeat = (
  machine: Beating & Pick<Machine, 'fileUntil'>,
  rules: PolicyRules,
  now: number,
): boolean =>
  hasLostPlace(machine, rules, now) &&
  (machine.lastHeartbeat !== null || machine.fileUntil === null || machine.fileUntil <= now)

const LEAST_FILE_SECONDS = 3600

/**
 * Seconds for which a file holds at the most that a License Code checks out. Where the seat goes with the lease, what holds
 * without the network is as long as that one, but at least an hour.
 */
export function longestFile({ checkOutDays, rules }: Pick<License, 'checkOutDays' | 'rules'>): number {
  const isLeased = rules.requireHeartbeat && takesFromDead(rules)
  const lease = isLeased ? Math.max(LEAST_FILE_SECONDS, rules.heartbeatDuration) : Infinity
  return Math.min(checkOutDays * DAY_SECONDS, lease)
}
