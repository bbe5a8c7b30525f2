// How a license or a machine stands at a moment, in Keygen's words (docs/protocol.md#machines).
import { DAY } from '#shared/instant.ts'
import type { License } from '../store/licenses.ts'
import type { Machine } from '../store/machines.ts'
import type { Policy } from '../store/products.ts'

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
  const lastSeen = Math.max(license.created, license.lastValidated ?? 0, license.lastCheckOut ?? 0)
  return now - lastSeen > INACTIVE_DAYS * DAY ? 'INACTIVE' : 'ACTIVE'
}

export type AccessRefusal = 'LICENSE_BANNED' | 'LICENSE_SUSPENDED' | 'LICENSE_EXPIRED'

/** Why a license may not be used to activate, check out or answer for; null: it may. Our policies revoke access at expiry. */
export function accessRefusal(license: License, now: number): AccessRefusal | null {
  if (license.banned) return 'LICENSE_BANNED'
  if (license.suspended) return 'LICENSE_SUSPENDED'
  return isExpired(license, now) ? 'LICENSE_EXPIRED' : null
}

export type HeartbeatStatus = 'NOT_STARTED' | 'ALIVE' | 'DEAD' | 'RESURRECTED'

/** A machine that never pinged is monitored only where the policy requires heartbeats. */
export function heartbeatStatus(machine: Machine, policy: Policy, now: number): HeartbeatStatus {
  const duration = policy.heartbeatDuration * 1000
  if (machine.lastHeartbeat !== null) return now <= machine.lastHeartbeat + duration ? 'ALIVE' : 'DEAD'
  return policy.requireHeartbeat && now > machine.created + duration ? 'DEAD' : 'NOT_STARTED'
}
