// One page of the activity log, the newest first, out of the two files that it is kept in.
import { lstatSync } from 'node:fs'
import { basename } from 'node:path'
import { z } from 'zod'
import type { ActivityQuery } from '#main/core/ports/activity-log.ts'
import { activityEntry, type ActivityEntry, type ActivityPage } from '#shared/contract/activity-views.ts'
import { iso } from '#shared/instant.ts'
import type { Layout } from '../file-store/layout.ts'
import { pathOf } from '../file-store/place.ts'
import { linesBackwards } from './lines-backwards.ts'
import { LARGEST_LOG } from './rotate.ts'

/** A filter that fits seldom is answered in steps, so that no question reads the whole log. */
const MOST_BYTES = 4 * 1024 * 1024

/** A log that the app wrote is never that large; of another one the end is read, and an entry says so. */
const MOST_OF_A_FILE = 4 * LARGEST_LOG

/** Lines of earlier versions lack the newer fields; what is nonsense in one field does not cost the line. */
const { changes, checked, problems, clocks, params } = activityEntry.shape
const line = activityEntry.extend({
  subject: z.string().nullable().catch(null),
  changes: changes.catch([]),
  checked: checked.catch([]),
  problems: problems.catch([]),
  returnCode: z.string().nullable().catch(null),
  clocks: clocks.catch(undefined),
  params: params.catch(undefined),
})

interface LogFile {
  readonly file: string
  /** Which file it is, whatever its name: a log that is rotated between two pages goes on where it was. */
  readonly number: string
  readonly end: number
  /** What is before this is not read. */
  readonly begin: number
  readonly written: number
}

export function listEntries(layout: Layout, query: ActivityQuery): ActivityPage {
  const entries: ActivityEntry[] = []
  const isFull = () => entries.length >= query.limit
  let bytes = 0
  for (const { file, number, end, begin, written } of logFiles(layout, query.before)) {
    let last = end
    let oldest = iso(written)
    let unreadable = 0
    const tellUnreadable = () => {
      if (unreadable > 0) entries.push(ofTheLog('unreadable', oldest, `${basename(file)}: ${unreadable}`))
      unreadable = 0
    }
    for (const { text, start } of linesBackwards(file, end, begin)) {
      const entry = readEntry(text)
      if (entry) {
        oldest = entry.at
        tellUnreadable()
        if (isFull()) return { entries, next: `${number}:${last}` }
        if (fits(entry, query)) entries.push(entry)
      } else unreadable += 1
      bytes += last - start
      last = start
      if (!isFull() && bytes <= MOST_BYTES) continue
      tellUnreadable()
      return { entries, next: `${number}:${start}` }
    }
    tellUnreadable()
    if (isFull()) return { entries, next: `${number}:${last}` }
    if (begin > 0) entries.push(ofTheLog('not_read', oldest))
  }
  return { entries, next: null }
}

/** Whatever was asked for: it may be in what is not read. */
const ofTheLog = (
  action: 'not_read' | 'unreadable',
  at: string,
  subject: string | null = null,
): ActivityEntry => ({
  at,
  actor: '',
  host: '',
  action,
  result: 'ok',
  subject,
  changes: [],
  checked: [],
  problems: [],
  returnCode: null,
})

/** The newest first, from the place that `before` names on; a place that is gone has nothing before it. */
function logFiles(layout: Layout, before: string | undefined): LogFile[] {
  const files = [layout.activity, layout.olderActivity].map(pathOf).flatMap((file) => {
    const found = lstatSync(file, { bigint: true, throwIfNoEntry: false })
    if (!found?.isFile()) return []
    const end = Number(found.size)
    const begin = Math.max(0, end - MOST_OF_A_FILE)
    return [{ file, number: String(found.ino), end, begin, written: Number(found.mtimeMs) }]
  })
  if (before === undefined) return files
  const [number = '', place = ''] = before.split(':')
  const at = files.findIndex((file) => file.number === number)
  if (at < 0 || !/^\d{1,15}$/.test(place)) return []
  return files.slice(at).map((file, index) => (index === 0 ? { ...file, end: Number(place) } : file))
}

export const isEntry = (text: string): boolean => readEntry(text) !== null

export function readEntry(text: string): ActivityEntry | null {
  try {
    const parsed = line.safeParse(JSON.parse(text))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}

function fits(entry: ActivityEntry, query: ActivityQuery): boolean {
  const { action, result } = entry
  if (query.action !== undefined && action !== query.action) return false
  if (query.license !== undefined && !isAbout(query.license, entry)) return false
  if (query.result === undefined) return true
  return query.result === 'failed' ? result !== 'ok' : result === query.result
}

const isAbout = (license: string, { subject, changes, checked, problems }: ActivityEntry): boolean =>
  subject === license ||
  checked.includes(license) ||
  changes.some(({ licenseId }) => licenseId === license) ||
  problems.some((problem) => problem.license === license)
