// The domain: a license as the vendor signed it for one machine. Instants are milliseconds since 1970 UTC.
import type { Instant } from '../instant.ts'

export type ActivationMode = 'online' | 'offline'

/** What happens above a limit: the product goes on, may not run, or goes on for so many days. */
export type OverLimitRule = 'allow' | 'refuse' | { readonly days: number }

export interface LicensedProduct {
  readonly code: string
  readonly name: string
  /** The unit that the limit counts; `Status` means on or off. */
  readonly type: string
  /** null: no limit. Always null for `Status`. */
  readonly limit: number | null
  /** The line's own, else the license's; null: unlimited. */
  readonly expiry: Instant | null
}

export interface License {
  readonly id: string
  readonly code: string
  readonly owner: string
  readonly name: string | null
  readonly policy: string | null
  readonly products: readonly LicensedProduct[]
  readonly expiry: Instant | null
  readonly suspended: boolean
  readonly graceDays: number
  readonly overLimit: OverLimitRule
  readonly maintenanceUntil: Instant | null
  readonly features: readonly string[]
  readonly notes: string | null
  /** The vendor's account and application on the activation server, null where the file does not name them. */
  readonly account: string | null
  readonly application: string | null
}

/** What an offline key says besides the license: for which machine, and how long the key itself holds. */
export interface MachineGrant {
  readonly license: License
  /** The machine's id on the activation server; null: a typed key, which has no room for it. */
  readonly machineId: string | null
  readonly machineName: string | null
  readonly fingerprint: string
  readonly issued: Instant
  /** The file's own expiry; null: none. */
  readonly fileExpiry: Instant | null
  /** The trusted key that signed it. */
  readonly keyId: string
}

export const isOnOff = (type: string): boolean => type.toLowerCase() === 'status'
