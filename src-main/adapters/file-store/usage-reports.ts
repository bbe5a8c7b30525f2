// usage/<product>.json: what a product writes by itself of how much is in use (docs/formats/usage-report.md).
import { closeSync, constants, fstatSync, readSync, type Stats } from 'node:fs'
import type { StoredStanding, UsageReport } from '#main/core/ports/license-store.ts'
import type { StoreReason } from '#shared/contract/views.ts'
import { LAST_INSTANT } from '#shared/instant.ts'
import { used } from '#main/core/ports/stored-values.ts'
import { NOT_OVER } from '#shared/license/days-over-limit.ts'
import { object, readJsonAs } from '#shared/shape.ts'
import type { Layout } from './layout.ts'
import { below, withDirect, type Place } from './place.ts'
import { isAbsent, isThere, listFolder, lookAt, openRegular, reasonOf } from './read-files.ts'
import type { StoredUsage } from './usage-file.ts'

/** A name of a file on every system; what is longer or has other characters is reported by `usage set`. */
const PRODUCT_FILE = /^([A-Za-z0-9][A-Za-z0-9._-]{0,63})\.json$/
const MOST_BYTES = 4096
/** Each is opened at every question. */
const MOST_REPORTS = 1000

export const usageReport = object({ usage: used })

export interface StoredReports {
  readonly reports: readonly UsageReport[]
  /** Why the folder was not looked into; null: it was, or there is none. */
  readonly unread: StoreReason | null
}

/** Never throws what the file system throws. Names that no product of ours writes are passed over. */
export function readReports(layout: Layout): StoredReports {
  try {
    const folder = lookAt(layout.usageReports)
    if (folder === null) return { reports: [], unread: null }
    const products = listFolder(layout.usageReports).flatMap((name) => PRODUCT_FILE.exec(name)?.[1] ?? [])
    if (products.length > MOST_REPORTS) return { reports: [], unread: 'unreadable' }
    const reports = products.flatMap(
      (product) => readReport(below(layout.usageReports, `${product}.json`), product, folder) ?? [],
    )
    return { reports, unread: null }
  } catch (error) {
    return { reports: [], unread: reasonOf(error) }
  }
}

/** What a product says by itself counts; of one whose file cannot be read nobody knows it. */
export function withReports(
  stored: StoredUsage,
  { reports, unread }: StoredReports,
): Pick<StoredStanding, 'usage' | 'usageUnread' | 'reports'> {
  if (unread !== null) return { usage: [], usageUnread: { where: FOLDER, reason: unread }, reports }
  const before = new Map(stored.records.map((record) => [record.product, record]))
  const reported = new Set(reports.map(({ product }) => product))
  const others = stored.records.filter(({ product }) => !reported.has(product))
  const own = reports.flatMap(({ product, usage, reportedAt }) =>
    usage === null
      ? []
      : { product, usage, reportedAt, daysOverLimit: before.get(product)?.daysOverLimit ?? NOT_OVER },
  )
  const usageUnread = stored.unread === null ? null : { where: 'usage.json', reason: stored.unread }
  return { usage: [...others, ...own], usageUnread, reports }
}

const FOLDER = 'usage'

/** Whether there is one, be it readable or not. Where nobody can look there may be one. */
export function hasReport(layout: Layout, product: string): boolean {
  const file = `${product}.json`
  try {
    if (listFolder(layout.usageReports).length > MOST_REPORTS) return true
    return PRODUCT_FILE.test(file) && isThere(below(layout.usageReports, file))
  } catch {
    return true
  }
}

/** Null: it went meanwhile. */
function readReport(file: Place, product: string, folder: Stats): UsageReport | null {
  try {
    return withDirect(file, (direct) => readOpened(openRegular(direct, constants.O_RDONLY), product, folder))
  } catch (error) {
    if (isAbsent(error)) return null
    return { product, usage: null, reportedAt: 0, problem: reasonOf(error) }
  }
}

function readOpened(handle: number, product: string, folder: Stats): UsageReport {
  try {
    const stats = fstatSync(handle)
    // A file system may give its files any time.
    const reportedAt = Math.min(Math.max(0, Math.floor(stats.mtimeMs)), LAST_INSTANT)
    const damaged: UsageReport = { product, usage: null, reportedAt, problem: 'unreadable' }
    // SECURITY: who may write in the folder may report, and nobody else. docs/SECURITY.md#store
    if (!isOfGroup(stats, folder)) return { ...damaged, problem: 'other_owner' }
    if (stats.size > MOST_BYTES) return damaged
    const bytes = Buffer.alloc(MOST_BYTES + 1)
    const length = readSync(handle, bytes, 0, bytes.length, 0)
    const read = length > MOST_BYTES ? null : readJsonAs(bytes.toString('utf8', 0, length), usageReport)
    return read === null ? damaged : { product, usage: read.usage, reportedAt, problem: null }
  } finally {
    closeSync(handle)
  }
}

const OTHERS_MAY_WRITE = 0o002

/** Root's, the folder's owner's, or its group's; in a folder, and a file, that others may not write. Windows has other rights. */
function isOfGroup(file: Stats, folder: Stats): boolean {
  if (process.platform === 'win32') return true
  const isOpen = ((file.mode | folder.mode) & OTHERS_MAY_WRITE) !== 0
  return !isOpen && (file.uid === 0 || file.uid === folder.uid || file.gid === folder.gid)
}
