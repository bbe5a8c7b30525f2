// usage.json: what the products reported, and the days on which that was more than licensed.
import type { UsageRecord } from '#main/core/ports/license-store.ts'
import { day, instant } from '#main/core/ports/stored-values.ts'
import type { StoreReason } from '#shared/contract/views.ts'
import { anything, flag, integer, list, nullable, object, otherwise, readAs, text } from '#shared/shape.ts'
import type { Layout } from './layout.ts'
import { piecesOf } from './pieces.ts'
import { parseJson, readState } from './read-files.ts'
import { hasHistory, historyPath } from './usage-history.ts'

const record = object({
  product: text(),
  usage: integer({ min: 0 }),
  reportedAt: instant,
  /** Earlier versions kept this alone, and still want it in the file. */
  overLimitSince: otherwise(nullable(instant), null),
  overLimitDays: otherwise(list(day, 10_000), []),
})

function readRecord(one: unknown): UsageRecord[] {
  const stored = readAs(one, record)
  if (stored === null) return []
  const { overLimitDays, overLimitSince, ...rest } = stored
  const days = [...new Set(overLimitDays)].toSorted((a, b) => a - b)
  return [{ ...rest, daysOverLimit: { days, since: overLimitSince } }]
}

/** `incomplete`: a damaged file was set aside once, so a product without a record may have reported before. */
const usageFile = object({ usage: list(anything), incomplete: otherwise(flag, false) })

export interface StoredUsage {
  readonly records: readonly UsageRecord[]
  /** What other products reported is lost. */
  readonly incomplete: boolean
  /** There is none, and there was one. */
  readonly gone: boolean
  /** Why it was not read, though it is there and may be whole; null: it was. */
  readonly unread: StoreReason | null
  /** Its whole text, where that is damaged; null: it is whole, or there is none to read. */
  readonly damaged: string | null
}

/** What can be read of a damaged file is kept: each record stands for itself. */
export function readUsage(layout: Layout): StoredUsage {
  const state = readState(layout.usage)
  if (state.is === 'absent') {
    const gone = hasHistory(layout)
    return { records: [], incomplete: gone, gone, unread: null, damaged: null }
  }
  if (state.is === 'trouble')
    return { records: [], incomplete: true, gone: false, unread: unreadReason(state.reason), damaged: null }
  const file = parseJson(state.text, usageFile)
  const found = file?.usage ?? piecesOf(state.text)
  const records = found.flatMap((one) => readRecord(one))
  const ofEach = new Map<string, UsageRecord>()
  for (const one of records) ofEach.set(one.product, together(ofEach.get(one.product), one))
  const isWhole = file !== null && ofEach.size === found.length
  return {
    records: [...ofEach.values()],
    incomplete: !isWhole || file.incomplete,
    gone: false,
    unread: null,
    damaged: isWhole ? null : state.text,
  }
}

/** A history that cannot be read is no reason to doubt what was reported. */
export function wasRecorded(layout: Layout, product: string): boolean {
  const { is } = readState(historyPath(layout, product))
  return is === 'text' || (is === 'trouble' && readUsage(layout).incomplete)
}

/** One that is too large to be ours is damaged. */
const unreadReason = (reason: StoreReason): StoreReason | null => (reason === 'unreadable' ? null : reason)

/** No writer keeps two of one product: nobody knows which is right, so neither lifts a limit. */
function together(one: UsageRecord | undefined, other: UsageRecord): UsageRecord {
  if (!one) return other
  const newer = one.reportedAt > other.reportedAt ? one : other
  const since = [one, other].flatMap(({ daysOverLimit }) => daysOverLimit.since ?? [])
  const days = new Set([...one.daysOverLimit.days, ...other.daysOverLimit.days])
  return {
    ...newer,
    usage: Math.max(one.usage, other.usage),
    daysOverLimit: {
      days: [...days].toSorted((a, b) => a - b),
      since: since.length === 0 ? null : Math.min(...since),
    },
  }
}

export function usageText(usage: readonly UsageRecord[], incomplete: boolean): string {
  const records = usage.map(({ daysOverLimit, ...rest }) => ({
    ...rest,
    overLimitSince: daysOverLimit.since,
    overLimitDays: daysOverLimit.days,
  }))
  return `${JSON.stringify({ usage: records, ...(incomplete ? { incomplete } : {}) }, null, 2)}\n`
}
