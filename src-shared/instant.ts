// Instants: milliseconds since 1970 UTC inside the programs, ISO 8601 with milliseconds and Z wherever one leaves them.

export type Instant = number

export const MINUTE = 60_000
export const HOUR = 3_600_000
export const DAY = 86_400_000
/** For what counts in seconds: a ttl. */
export const DAY_SECONDS = DAY / 1000

/** Of the years 0000 to 9999: what is stored, signed and said lies between them. */
export const FIRST_INSTANT: Instant = -62_167_219_200_000
export const LAST_INSTANT: Instant = 253_402_300_799_999

/** Throws a RangeError for what is no instant. */
export const iso = (instant: Instant): string => new Date(instant).toISOString()

/** As `iso` writes it. */
const OUR_FORM = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/
const ISO_FORM =
  /^(\d{4})-(\d\d)-(\d\d)(?:[Tt ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d+))?)?(?:[Zz]|([+-])(\d\d):?(\d\d))?)?$/
const HTTP_FORM = /^[A-Z][a-z]{2}, (\d\d) ([A-Z][a-z]{2}) (\d{4}) (\d\d):(\d\d):(\d\d) GMT$/
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/**
 * A moment as others write it, in one of two forms (docs/formats/gate-v1.md#times). One without a zone is UTC: what a
 * license says is the same in every place. Null: neither form, or no moment of the calendar.
 */
export function readInstant(text: string): Instant | null {
  // Nearly all are of our form. Date takes 30 February and 24:00 for a day after: they are none of the calendar.
  const ours = OUR_FORM.test(text) ? new Date(text) : null
  if (ours?.getUTCDate() === Number(text.slice(8, 10))) return ours.getTime()
  const found = ISO_FORM.exec(text)
  if (found === null) return readHttpDate(text)
  const [, year, month, day, hour, minute, second, fraction = '', sign, zoneHour, zoneMinute] = found
  const at = momentOf([year, month, day, hour, minute, second].map((part) => Number(part ?? 0)))
  const [hours, minutes] = [Number(zoneHour ?? 0), Number(zoneMinute ?? 0)]
  if (at === null || hours > 23 || minutes > 59) return null
  const offset = (hours * HOUR + minutes * MINUTE) * (sign === '-' ? -1 : 1)
  return at + Number(fraction.slice(0, 3).padEnd(3, '0')) - offset
}

function readHttpDate(text: string): Instant | null {
  const [, day, month = '', year, hour, minute, second] = HTTP_FORM.exec(text) ?? []
  const parts = [year, MONTHS.indexOf(month) + 1, day, hour, minute, second]
  return month === '' ? null : momentOf(parts.map(Number))
}

function momentOf([
  year = 0,
  month = 0,
  day = 0,
  hour = 0,
  minute = 0,
  second = 0,
]: number[]): Instant | null {
  const date = new Date(0)
  date.setUTCFullYear(year, month - 1, day)
  const isOfCalendar = month >= 1 && month <= 12 && day >= 1 && date.getUTCMonth() === month - 1
  if (!isOfCalendar || hour > 23 || minute > 59 || second > 59) return null
  return date.getTime() + hour * HOUR + minute * MINUTE + second * 1000
}

/** The day in UTC of an instant as it is written: `2026-12-31`; beyond 9999 `+010009-12-28`. */
export const dayOfIso = (text: string): string => text.split('T', 1)[0] ?? ''
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
