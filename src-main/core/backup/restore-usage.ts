// What the products reported, out of a backup: the newest that either knows of counts, be it a record or a history.
import type { ErrorCode } from '#shared/contract/errors.ts'
import { NOT_OVER, withDay } from '#shared/license/days-over-limit.ts'
import type { Dependencies } from '../dependencies.ts'
import type { StoreContents, StoreWriter, UsagePoint, UsageRecord } from '../ports/license-store.ts'
import type { BackupContent } from './document.ts'

interface LeftUsage {
  readonly product: string
  readonly reason: ErrorCode
}

/**
 * SECURITY: else whoever damages `usage.json` and restores an old backup has the usage of then, and the refusal is gone.
 * Where what is newest here cannot be told, no record is put, which is told, and the gate answers as before. docs/SECURITY.md#store
 */
export function restoreUsage(
  backup: BackupContent,
  contents: StoreContents,
  writer: StoreWriter,
  { store }: Pick<Dependencies, 'store'>,
): readonly LeftUsage[] {
  const left: LeftUsage[] = []
  const inBackup = byProduct(backup.usage)
  const inStore = byProduct(contents.usage)
  const histories = new Map(backup.histories.map((history) => [history.product, history]))
  const products = new Set([...backup.usage.map(({ product }) => product), ...histories.keys()])
  for (const product of products) {
    const before = inBackup.get(product)
    const here = inStore.get(product)
    const history = histories.get(product)
    const record = together(before, here)
    const isLost = !here && store.hasReported(product) && !store.isHistoryWhole(product)
    const stored = store.usageHistory(product)
    if (record && isLost) left.push({ product, reason: 'usage_damaged' })
    else if (record && !stored.ok) left.push({ product, reason: stored.error.code })
    else if (record && stored.ok)
      writer.putUsage(withHistory(record, [...(history?.points ?? []), ...stored.value]))
    if (history) writer.mergeUsagePoints(product, history.points, !history.incomplete)
  }
  return left
}

const byProduct = (usage: readonly UsageRecord[]): ReadonlyMap<string, UsageRecord> =>
  new Map(usage.toReversed().map((record) => [record.product, record]))

/** The later report counts, and every day over the limit that either knows of. */
function together(before: UsageRecord | undefined, here: UsageRecord | undefined): UsageRecord | undefined {
  if (!before || !here) return before ?? here
  const later = here.reportedAt >= before.reportedAt ? here : before
  const days = new Set([...before.daysOverLimit.days, ...here.daysOverLimit.days])
  const since = [before.daysOverLimit.since, here.daysOverLimit.since].filter((one) => one !== null)
  return {
    ...later,
    daysOverLimit: {
      days: [...days].toSorted((a, b) => a - b),
      since: since.length === 0 ? null : Math.min(...since),
    },
  }
}

/** With what was reported after it, and counted over its limit then. A gate repeats what the record says. */
function withHistory(record: UsageRecord, points: readonly UsagePoint[]): UsageRecord {
  const later = points.filter(({ at }) => at > record.reportedAt).toSorted((one, other) => one.at - other.at)
  const first = later.findIndex(({ usage }) => usage !== record.usage)
  if (first < 0) return record
  return later.slice(first).reduce(
    ({ product, daysOverLimit }, { at, usage, limit }) => ({
      product,
      usage,
      reportedAt: at,
      daysOverLimit: limit !== null && usage > limit ? withDay(daysOverLimit, at) : NOT_OVER,
    }),
    record,
  )
}
