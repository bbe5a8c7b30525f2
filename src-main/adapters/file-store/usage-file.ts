// usage.json: what the products reported, and the days on which that was more than licensed.
import { z } from 'zod'
import type { UsageRecord } from '#main/core/ports/license-store.ts'
import type { Layout } from './layout.ts'
import { readJson } from './read-files.ts'

/** Other numbers of milliseconds are no date (ECMA-262, “Time Values and Time Range”). */
const instant = z.number().min(-8.64e15).max(8.64e15)
const day = z.int().min(-1e8).max(1e8)

const record = z
  .object({
    product: z.string(),
    usage: z.number(),
    reportedAt: instant,
    /** Earlier versions kept this alone, and still want it in the file. */
    overLimitSince: instant.nullable().default(null),
    overLimitDays: z.array(day).max(10_000).default([]),
  })
  .transform(({ product, usage, reportedAt, overLimitSince, overLimitDays }): UsageRecord => ({
    product,
    usage,
    reportedAt,
    daysOverLimit: {
      days: [...new Set(overLimitDays)].toSorted((a, b) => a - b),
      since: overLimitSince,
    },
  }))

const usageFile = z.object({ usage: z.array(record) })

export function readUsage(layout: Layout): readonly UsageRecord[] {
  return readJson(layout.usage, usageFile)?.usage ?? []
}

export function usageText(usage: readonly UsageRecord[]): string {
  const records = usage.map(({ daysOverLimit, ...rest }) => ({
    ...rest,
    overLimitSince: daysOverLimit.since,
    overLimitDays: daysOverLimit.days,
  }))
  return `${JSON.stringify({ usage: records }, null, 2)}\n`
}
