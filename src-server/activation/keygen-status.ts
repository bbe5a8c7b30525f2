// How a license or a machine stands at a moment, in Keygen's words (docs/protocol.md#machines).
import { DAY } from '#shared/instant.ts'
import type { License } from '../store/licenses.ts'
import type { Machine } from '../store/machines.ts'
import type { PolicyRules } from '../store/policy-rules.ts'
import { isDead } from './lease.ts'

const EXPIRING_DAYS = 3
const INACTIVE_DAYS = 90

/** Expiry itself is the last moment that is covered. */
export function isExpired(license: License, now: number): boolean {
  return license.expiry !== null && now > license.expiry
}

export type LicenseStatus = 'ACTIVE' | 'INACTIVE' | 'EXPIRING' | 'EXPIRED' | 'SUSPENDED' | 'BANNED'

/** At a glance only: a client decides on a validation's `valid`. */
export function licenseStatus(license: License, now: number): LicenseStatus {
  if (license.banned) return 'BANNED'
  if (license.suspended) return 'SUSPENDED'
  if (isExpired(license, now)) return 'EXPIRED'
  if (license.expiry !== null && license.expiry - now < EXPIRING_DAYS * DAY) return 'EXPIRING'
  const { created, lastValidated, lastCheckOut, lastCheckIn } = license
  const lastSeen = Math.max(created, lastValidated ?? 0, lastCheckOut ?? 0, lastCheckIn ?? 0)
  return now - lastSeen > INACTIVE_DAYS * DAY ? 'INACTIVE' : 'ACTIVE'
}

export type AccessRefusal = 'LICENSE_BANNED' | 'LICENSE_SUSPENDED' | 'LICENSE_EXPIRED'

/** Why a license may not be used to activate, to check out or to ask at all; null: it may. */
export function accessRefusal(license: License, now: number): AccessRefusal | null {
  if (license.banned) return 'LICENSE_BANNED'
  if (license.suspended) return 'LICENSE_SUSPENDED'
  const revoked = license.rules.expirationStrategy === 'REVOKE_ACCESS'
  return revoked && isExpired(license, now) ? 'LICENSE_EXPIRED' : null
}

/** Whether an expired license is as good as before to those who have it. */
export const keepsAccess = ({ expirationStrategy }: PolicyRules): boolean =>
  expirationStrategy === 'MAINTAIN_ACCESS' || expirationStrategy === 'ALLOW_ACCESS'

export type HeartbeatStatus = 'NOT_STARTED' | 'ALIVE' | 'DEAD' | 'RESURRECTED'

/** A machine that never pinged is monitored only where the policy requires heartbeats. */
export function heartbeatStatus(machine: Machine, rules: PolicyRules, now: number): HeartbeatStatus {
  if (isDead(machine, rules, now)) return 'DEAD'
  return machine.lastHeartbeat === null ? 'NOT_STARTED' : 'ALIVE'
}
