// Reads the data folder without a lock: every file in it is whole at every moment.
import { z } from 'zod'
import type { StoreContents, StoreProblem } from '#main/core/ports/license-store.ts'
import type { StoreReason } from '#shared/contract/views.ts'
import type { Instant } from '#shared/instant.ts'
import type { Layout } from './layout.ts'
import { shownPlace, type Place } from './place.ts'
import { listFolder, readJson, readState, reasonOf } from './read-files.ts'
import { whatIsGone } from './presence.ts'
import { instant } from './read-license.ts'
import { readEntries } from './read-licenses.ts'
import { readReturned, readReturns } from './returns.ts'
import { readUsage } from './usage-file.ts'

const UNREADABLE = 'unreadable' satisfies StoreReason
const GONE = 'gone' satisfies StoreReason
const clockFile = z.object({ latestSigned: instant })

/** Throws where the licenses cannot be looked for at all. What else cannot be read is named, and hides nothing. */
export function readContents(layout: Layout): StoreContents {
  // First, as a writer puts it in its place last: what is read after it is that old at most.
  const revision = readState(layout.revision)
  const entries = [...readEntries(layout).values()]
  const usage = readUsage(layout)
  return {
    revision: revision.is === 'text' ? revision.text : '',
    licenses: entries.flatMap(({ license }) => license ?? []),
    problems: [
      ...(entries.length === 0 ? whatIsGone(layout) : []),
      ...readQuarantine(layout),
      ...entries.flatMap(({ problems }) => problems),
      ...(usage.gone ? [{ where: shownPlace(layout.usage), reason: GONE }] : []),
      ...(usage.damaged === null ? [] : [{ where: shownPlace(layout.usage), reason: UNREADABLE }]),
      ...sideProblems(layout),
    ],
    usage: usage.records,
    returns: readReturns(layout),
    returned: readReturned(layout),
    mark: readMark(layout),
  }
}

export function readMark(layout: Layout): Instant {
  return readJson(layout.clock, clockFile)?.latestSigned ?? 0
}

/** Files and folders beside the licenses that are there and cannot be read. */
function sideProblems(layout: Layout): StoreProblem[] {
  const files = [layout.usage, layout.clock, layout.returned, layout.revision].flatMap((file) => {
    const state = readState(file)
    return state.is === 'trouble' ? [{ where: shownPlace(file), reason: state.reason }] : []
  })
  return [...files, ...listed(layout.returns).problems]
}

function readQuarantine(layout: Layout): StoreProblem[] {
  const { names, problems } = listed(layout.quarantine)
  const setAside = names.map((name) => ({
    where: `quarantine/${name}`,
    reason: name.split('.')[1] ?? ('unreadable' satisfies StoreReason),
  }))
  return [...setAside, ...problems]
}

function listed(folder: Place): {
  readonly names: readonly string[]
  readonly problems: readonly StoreProblem[]
} {
  try {
    return { names: listFolder(folder), problems: [] }
  } catch (error) {
    return { names: [], problems: [{ where: shownPlace(folder), reason: reasonOf(error) }] }
  }
}
