// Reads what the licenses' standing depends on, and nothing else: the part of the store that a gate knows.
import type { StoredStanding } from '#main/core/ports/license-store.ts'
import { instant } from '#main/core/ports/stored-values.ts'
import type { Instant } from '#shared/instant.ts'
import { object } from '#shared/shape.ts'
import { refuseNewer } from './format.ts'
import type { Layout } from './layout.ts'
import { whatIsGone } from './presence.ts'
import { isThere, readJson } from './read-files.ts'
import { readLicenses, unnamedProblem } from './read-licenses.ts'
import { readReturned } from './returns.ts'
import { readUsage } from './usage-file.ts'
import { readReports, withReports } from './usage-reports.ts'

export const clockFile = object({ latestSigned: instant })

/** Throws where the licenses cannot be looked for at all. `stored` usage, `returned`: where they were read already. */
export function readStanding(
  layout: Layout,
  stored = readUsage(layout),
  returned = readReturned(layout),
): StoredStanding {
  // First, as a writer puts it in its place last: what is read after it is that old at most.
  refuseNewer(layout, 'gate')
  const wereHere = isThere(layout.licensed)
  const usage = withReports(stored, readReports(layout))
  const { folders, unnamed } = readLicenses(layout)
  const found = [...folders.values()]
  return {
    licenses: found.flatMap(({ license }) => license ?? []),
    problems: [
      ...(found.length + unnamed.length === 0 ? whatIsGone(layout, wereHere) : []),
      ...found.flatMap(({ problems }) => problems),
      ...unnamed.map((name) => unnamedProblem(layout, name)),
    ],
    ...usage,
    givenBack: returned.givenBack,
    returned: returned.keys,
    mark: readMark(layout),
  }
}

export function readMark(layout: Layout): Instant {
  return readJson(layout.clock, clockFile)?.latestSigned ?? 0
}
