// Failures that are alike and follow each other are one line with a count.
import type { ActivityEntry } from '#shared/contract/activity-views.ts'

export interface Line {
  /** The newest of them. */
  readonly entry: ActivityEntry
  readonly count: number
}

const alike = ({
  action,
  actor,
  host,
  result,
  subject,
  checked,
  problems,
  changes,
  returnCode,
}: ActivityEntry) =>
  JSON.stringify([action, actor, host, result, subject, checked, problems, changes, returnCode])

/** `entries`: the newest first. What went well is a line of its own each time. */
export function linesOf(entries: readonly ActivityEntry[]): readonly Line[] {
  const lines: Line[] = []
  for (const entry of entries) {
    const last = lines.at(-1)
    const same = last && entry.result !== 'ok' && alike(last.entry) === alike(entry)
    if (same) lines[lines.length - 1] = { entry: last.entry, count: last.count + 1 }
    else lines.push({ entry, count: 1 })
  }
  return lines
}
