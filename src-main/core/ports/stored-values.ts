// What a store and a backup of it hold alike, as schemas: whatever is read back is checked by them.
import { z } from 'zod'
import type { RecordedAnswer } from './license-store.ts'

/** Milliseconds since 1970; other numbers are no date (ECMA-262, “Time Values and Time Range”). */
export const instant = z.number().min(-8.64e15).max(8.64e15)

export const recordedAnswer = z.object({
  method: z.string(),
  target: z.string(),
  host: z.string(),
  date: z.string(),
  digest: z.string(),
  signature: z.string(),
  body: z.string(),
}) satisfies z.ZodType<RecordedAnswer>
