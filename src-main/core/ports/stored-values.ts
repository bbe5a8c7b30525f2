// What a store and a backup of it hold alike, as shapes: whatever is read back is checked by them.
import { FIRST_INSTANT, LAST_INSTANT } from '#shared/instant.ts'
import { flag, integer, list, nullable, number, object, optional, text, type Shape } from '#shared/shape.ts'
import type { GivenBack, PendingReturn, RecordedAnswer, ReturnedKey, UsagePoint } from './license-store.ts'

/** Milliseconds since 1970, of the years 0000 to 9999: nothing that is signed has another (docs/formats/gate-v1.md#times). */
export const instant = number({ min: FIRST_INSTANT, max: LAST_INSTANT })

/** How much of a product, in use or licensed. */
export const used = integer({ min: 0 })

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
  begun: optional(flag),
})

export const returnedKey: Shape<ReturnedKey> = object({
  licenseId: text(),
  issued: instant,
  returned: instant,
  returnCode: text(),
})

export const givenBack: Shape<GivenBack> = object({ licenseId: text(), issued: instant, givenBack: instant })

export const usagePoint: Shape<UsagePoint> = object({
  at: instant,
  usage: used,
  limit: nullable(used),
})

export const daysOverLimit = object({ days: list(day, 10_000), since: nullable(instant) })
