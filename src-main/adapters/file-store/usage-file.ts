// usage.json: what the products reported, and the days on which that was more than licensed.
import type { UsageRecord } from '#main/core/ports/license-store.ts'
import { day, instant, used } from '#main/core/ports/stored-values.ts'
import type { StoreReason } from '#shared/contract/views.ts'
import { anything, flag, list, nullable, object, otherwise, readAs, text } from '#shared/shape.ts'
import type { Layout } from './layout.ts'
import { piecesOf } from './pieces.ts'
import { parseJson, readState } from './read-files.ts'
import { hasHistory, historyPath } from './usage-history.ts'

const record = object({
  product: text(),
  usage: used,
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
  const ofEach = Map.groupBy(
    found.flatMap((one) => readRecord(one)),
    ({ product }) => product,
  )
  const isWhole = file !== null && ofEach.size === found.length
  return {
    records: [...ofEach.values()].map((records) => together(records)),
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
function together(records: readonly UsageRecord[]): UsageRecord {
  const newest = records.reduce((one, other) => (one.reportedAt > other.reportedAt ? one : other))
  if (records.length === 1) return newest
  const usage = records.reduce((most, one) => Math.max(most, one.usage), 0)
  const days = new Set(records.flatMap(({ daysOverLimit }) => daysOverLimit.days))
  const since = records.reduce<number | null>(
    (first, { daysOverLimit: { since: one } }) =>
      one === null || (first !== null && first < one) ? first : one,
    null,
  )
  return { ...newest, usage, daysOverLimit: { days: [...days].toSorted((a, b) => a - b), since } }
}

export function usageText(usage: readonly UsageRecord[], incomplete: boolean): string {
  const records = usage.map(({ daysOverLimit, ...rest }) => ({
    ...rest,
    overLimitSince: daysOverLimit.since,
    overLimitDays: daysOverLimit.days,
  }))
  return `${JSON.stringify({ usage: records, ...(incomplete ? { incomplete } : {}) }, null, 2)}\n`
}
