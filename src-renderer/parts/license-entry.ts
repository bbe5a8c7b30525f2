// What an entry of the activity log says of one license: a refresh tells of several, each with its own end.
import type { ActivityEntry } from '#shared/contract/activity-views.ts'

export function entryOfLicense(entry: ActivityEntry, license: string): ActivityEntry {
  if (entry.subject === license) return entry
  const problems = entry.problems.filter((problem) => problem.license === license)
  return {
    ...entry,
    result: problems[0]?.code ?? 'ok',
    changes: entry.changes.filter(({ licenseId }) => licenseId === license),
    checked: [license],
    problems,
  }
}
