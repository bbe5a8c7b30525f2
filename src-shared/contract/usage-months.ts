// What the contract says of the usage by month.
import { z } from 'zod'

const month = z.string().regex(/^\d{4,6}-\d{2}$/)

/** Two years, and the month that runs. */
export const MOST_MONTHS = 25
export const lastMonths = z.int().min(1).max(MOST_MONTHS).default(MOST_MONTHS)

export const monthlyUsage = z.object({
  /** `2026-11`: from the first month in which any product reported, as far as was asked; to this one. */
  from: month,
  to: month,
  products: z.array(
    z.object({
      product: z.string(),
      name: z.string(),
      type: z.string(),
      /** False: some of its reports were lost. */
      whole: z.boolean(),
      /** All of them, the oldest first. */
      months: z.array(
        z.object({
          month,
          /** On which it reported; 0: none, and there are no figures. */
          days: z.int(),
          peak: z.number().nullable(),
          /** Of the highest report of each of those days. */
          average: z.number().nullable(),
          /** As at the last report; null: none. */
          limit: z.number().nullable(),
          /** The most that a report was above the limit of its time. */
          overage: z.number().nullable(),
          daysOver: z.int(),
        }),
      ),
    }),
  ),
})
