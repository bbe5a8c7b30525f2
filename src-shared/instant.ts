// Instants: milliseconds since 1970 UTC inside the programs, ISO 8601 with milliseconds and Z wherever one leaves them.

export type Instant = number

export const MINUTE = 60_000
export const HOUR = 3_600_000
export const DAY = 86_400_000
/** For what counts in seconds: a ttl. */
export const DAY_SECONDS = DAY / 1000

/** Throws a RangeError for what is no instant. */
export const iso = (instant: Instant): string => new Date(instant).toISOString()

/** The day in UTC of an instant as it is written: `2026-12-31`. */
export const dayOfIso = (text: string): string => text.slice(0, 10)
/** Its minute, for people: `2026-12-31 23:59`. */
export const minuteOfIso = (text: string): string => text.slice(0, 16).replace('T', ' ')

/** null stays null: no end, never. */
export const isoOrNull = (instant: Instant | null): string | null => (instant === null ? null : iso(instant))
