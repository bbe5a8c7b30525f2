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
/** Its minute, for people: `2026-12-31 23:59 UTC`. */
export const minuteOfIso = (text: string): string => `${text.slice(0, 16).replace('T', ' ')} UTC`

/** Licenses and keys end with a day: then the day is what is meant. */
export const isEndOfDay = (text: string): boolean => text.slice(10, 19) === 'T23:59:59'
/** For people: the day that ends then, and of any other instant its minute. */
export const momentOfIso = (text: string): string => (isEndOfDay(text) ? dayOfIso(text) : minuteOfIso(text))

const INSTANTS = /\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g
/** A sentence of the catalog with its instants as people write them; milliseconds stand in logs and in JSON. */
export const withMoments = (text: string, said: (iso: string) => string = momentOfIso): string =>
  text.replaceAll(INSTANTS, said)

/** null stays null: no end, never. */
export const isoOrNull = (instant: Instant | null): string | null => (instant === null ? null : iso(instant))
