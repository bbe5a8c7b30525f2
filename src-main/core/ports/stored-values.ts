// What a store and a backup of it hold alike, as shapes: whatever is read back is checked by them.
import { integer, list, nullable, number, object, text, type Shape } from '#shared/shape.ts'
import type { GivenBack, PendingReturn, RecordedAnswer, ReturnedKey, UsagePoint } from './license-store.ts'

/** Milliseconds since 1970; other numbers are no date (ECMA-262, “Time Values and Time Range”). */
export const instant = number({ min: -8.64e15, max: 8.64e15 })

/** Days since 1970. */
export const day = integer({ min: -1e8, max: 1e8 })

export const recordedAnswer: Shape<RecordedAnswer> = object({
  method: text(),
  target: text(),
  host: text(),
  date: text(),
  digest: text(),
  signature: text(),
  body: text(),
})

export const pendingReturn: Shape<PendingReturn> = object({
  licenseId: text(),
  owner: text(),
  code: text(),
  fingerprint: text(),
  since: instant,
})

export const returnedKey: Shape<ReturnedKey> = object({
  licenseId: text(),
  issued: instant,
  returned: instant,
  returnCode: text(),
})

export const givenBack: Shape<GivenBack> = object({ licenseId: text(), issued: instant, givenBack: instant })

export const usagePoint: Shape<UsagePoint> = object({
  at: number(),
  usage: number(),
  limit: nullable(number()),
})

export const daysOverLimit = object({ days: list(day, 10_000), since: nullable(instant) })
