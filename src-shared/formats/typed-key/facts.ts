// What a typed key says, and the ranges of what it can say (docs/formats/typed-key-v1.md, "Payload").
import { DAY, MINUTE } from '../../instant.ts'

/** Day 1 of a date field is 2020-01-01. */
const DAY_ZERO = 18_261

/** The most that a field can hold: numbers as they are, texts in bytes of UTF-8. */
export const MOST = {
  date: 2_097_151,
  validDays: 36_525,
  graceDays: 3650,
  overLimitDays: 3650,
  limit: Number.MAX_SAFE_INTEGER,
  productNumber: 65_535,
  products: 100,
  features: 100,
  owner: 120,
  feature: 100,
  productCode: 64,
  productName: 120,
  productType: 40,
} as const

export interface ProductTerms {
  /** null: no limit, or a product that is only on or off. */
  readonly limit: number | null
  /** The line's own; null: the license's. */
  readonly expiry: number | null
}

/** By its number in the vendor's catalogue, or by name where the catalogue lacks it. */
export type TypedKeyProduct = ProductTerms &
  (
    | { readonly number: number }
    | { readonly number: null; readonly code: string; readonly name: string; readonly type: string }
  )

/** Instants are milliseconds since 1970 UTC: `issued` the start of a minute, the others the last moment of a day. */
export interface TypedKeyFacts {
  /** 8 hex digits. */
  readonly keyId: string
  /** 4 hex digits each: see hints.ts. */
  readonly codeHint: string
  readonly uniqueKeyHint: string
  readonly applicationHint: string
  readonly issued: number
  /** The key's own validity in days from `issued`; null: no end. */
  readonly validDays: number | null
  /** 16 hex digits: see hints.ts. */
  readonly licenseNumber: string
  readonly licenseExpiry: number | null
  readonly maintenanceUntil: number | null
  readonly graceDays: number
  readonly overLimit: 'allow' | 'refuse' | number
  readonly owner: string
  readonly features: readonly string[]
  readonly products: readonly TypedKeyProduct[]
}

/** The number of an instant's day in UTC. Below 1 it is before 2020 and cannot be written. */
export const dayNumber = (instant: number): number => Math.floor(instant / DAY) - DAY_ZERO
/** The last moment of the day: a date includes its day. */
export const endOfDay = (day: number): number => (day + DAY_ZERO + 1) * DAY - 1
export const minuteOf = (instant: number): number => Math.floor(instant / MINUTE)
