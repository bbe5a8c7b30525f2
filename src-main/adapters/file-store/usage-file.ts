// usage.json: what the products reported, and the days on which that was more than licensed.
import { z } from 'zod'
import type { UsageRecord } from '#main/core/ports/license-store.ts'
import type { Layout } from './layout.ts'
import { parseJson, readState } from './read-files.ts'

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

/** `incomplete`: a damaged file was set aside once, so a product without a record may have reported before. */
const usageFile = z.object({ usage: z.array(z.unknown()), incomplete: z.boolean().default(false) })

export interface StoredUsage {
  readonly records: readonly UsageRecord[]
  /** What other products reported is lost. */
  readonly incomplete: boolean
  /** Its whole text, where that is damaged; null: it is whole, or there is none to read. */
  readonly damaged: string | null
}

/** What can be read of a damaged file is kept: each record stands for itself. */
export function readUsage(layout: Layout): StoredUsage {
  const state = readState(layout.usage)
  if (state.is === 'absent') return { records: [], incomplete: false, damaged: null }
  if (state.is === 'trouble') return { records: [], incomplete: true, damaged: null }
  const file = parseJson(state.text, usageFile)
  const found = file?.usage ?? piecesOf(state.text)
  const records = found.flatMap((one) => {
    const parsed = record.safeParse(one)
    return parsed.success ? [parsed.data] : []
  })
  const isWhole = file !== null && records.length === found.length
  return {
    records: [...new Map(records.map((one) => [one.product, one])).values()],
    incomplete: !isWhole || file.incomplete,
    damaged: isWhole ? null : state.text,
  }
}

/** The records of a text that is no JSON any more: they have no braces inside. Each character is looked at once. */
function piecesOf(text: string): unknown[] {
  const pieces: unknown[] = []
  for (const part of text.split('{').slice(1)) {
    const end = part.indexOf('}')
    if (end < 0) continue
    try {
      pieces.push(JSON.parse(`{${part.slice(0, end)}}`))
    } catch {
      // this one is lost
    }
  }
  return pieces
}

export function usageText(usage: readonly UsageRecord[], incomplete: boolean): string {
  const records = usage.map(({ daysOverLimit, ...rest }) => ({
    ...rest,
    overLimitSince: daysOverLimit.since,
    overLimitDays: daysOverLimit.days,
  }))
  return `${JSON.stringify({ usage: records, ...(incomplete ? { incomplete } : {}) }, null, 2)}\n`
}
