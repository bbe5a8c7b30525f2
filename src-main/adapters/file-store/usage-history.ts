// A product's usage over time, one file each: enough points to plot, bounded for good.
import type { UsagePoint } from '#main/core/ports/license-store.ts'
import { usagePoint } from '#main/core/ports/stored-values.ts'
import { DAY } from '#shared/instant.ts'
import { anything, flag, list, object, otherwise, readAs } from '#shared/shape.ts'
import { folderName, type Layout } from './layout.ts'
import { below, type Place } from './place.ts'
import { piecesOf } from './pieces.ts'
import { listFolder, parseJson, readState, whyNotListed } from './read-files.ts'

/** `incomplete`: a damaged one was replaced, so that newer points may be lost; the next report ends that. */
const historyFile = object({ points: list(anything), incomplete: otherwise(flag, false) })

/** A product that reports every minute is kept once an hour, but for every change of the figure. */
const QUIET_INTERVAL = 3_600_000
/** Every hour of a year, and each day of eight years before. */
const MOST_POINTS = 10_000
/** So many are left when there were too many, so that not every report has to make room. */
const ROOM = 9000

export const historyPath = (layout: Layout, product: string): Place =>
  below(layout.usageHistory, `${folderName(product)}.json`)

/** Whether any product ever reported. A folder that cannot be looked into may say so. */
export const hasHistory = (layout: Layout): boolean =>
  whyNotListed(layout.usageHistory) !== null || listFolder(layout.usageHistory).length > 0

export interface StoredHistory {
  readonly points: readonly UsagePoint[]
  /** Newer points than these may be lost. */
  readonly incomplete: boolean
  /** Its whole text, where that is damaged; null: it is whole, or there is none to read. */
  readonly damaged: string | null
}

/** What can be read of a damaged file is kept. */
export function readHistory(file: Place): StoredHistory {
  const state = readState(file)
  if (state.is !== 'text') return { points: [], incomplete: state.is === 'trouble', damaged: null }
  const whole = parseJson(state.text, historyFile)
  const found = whole?.points ?? piecesOf(state.text)
  const points = found.flatMap((one) => readAs(one, usagePoint) ?? [])
  const isWhole = whole !== null && points.length === found.length
  return { points, incomplete: !isWhole || whole.incomplete, damaged: isWhole ? null : state.text }
}

/** The history with the point in it; null: it says nothing new. */
export function withPoint(points: readonly UsagePoint[], point: UsagePoint): readonly UsagePoint[] | null {
  const last = points.at(-1)
  const same = last?.usage === point.usage && last.limit === point.limit
  // A point from a clock that was in the future must not silence what comes after the clock was mended.
  if (same && Math.abs(point.at - last.at) < QUIET_INTERVAL) return null
  return bounded([...points, point])
}

/** Where there are too many, days from the oldest on keep what a month is reported by: its figures stay the same. */
function bounded(points: readonly UsagePoint[]): readonly UsagePoint[] {
  if (points.length <= MOST_POINTS) return points
  let left = points.length
  const days = [...Map.groupBy(points, ({ at }) => Math.floor(at / DAY)).values()].map((day) => {
    if (left <= ROOM) return day
    const kept = tellingPoints(day)
    left -= day.length - kept.length
    return kept
  })
  return days.flat().slice(-MOST_POINTS)
}

/** The highest, the one farthest above its limit, and the last, in their order. */
function tellingPoints(day: readonly UsagePoint[]): UsagePoint[] {
  const most = (of: (point: UsagePoint) => number) =>
    day.reduce((best, point) => (of(point) > of(best) ? point : best))
  const overage = ({ usage, limit }: UsagePoint) => (limit === null ? 0 : usage - limit)
  const telling = new Set([most(({ usage }) => usage), most(overage), day.at(-1)])
  return day.filter((point) => telling.has(point))
}

/** Oldest first. */
export function mergedPoints(
  points: readonly UsagePoint[],
  others: readonly UsagePoint[],
): readonly UsagePoint[] {
  const byTime = new Map([...others, ...points].map((one) => [one.at, one]))
  return bounded([...byTime.values()].toSorted((one, other) => one.at - other.at))
}

export const historyText = (points: readonly UsagePoint[], incomplete: boolean): string =>
  `${JSON.stringify({ points, ...(incomplete ? { incomplete } : {}) })}\n`
