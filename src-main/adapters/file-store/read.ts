// Reads the whole data folder without a lock: every file in it is whole at every moment.
import { reportPlace, type StoreContents, type StoreProblem } from '#main/core/ports/license-store.ts'
import type { StoreReason } from '#shared/contract/views.ts'
import type { Shape } from '#shared/shape.ts'
import { formatFile } from './format.ts'
import { noteProblem } from './damaged-notes.ts'
import { damagedNote, missingLicenses } from './noted-licenses.ts'
import type { Layout } from './layout.ts'
import { below, shownPlace, type Place } from './place.ts'
import { listFolder, parseJson, readState, reasonOf, whyNotOpened } from './read-files.ts'
import { readLicenses } from './read-licenses.ts'
import { clockFile, readStanding } from './read-standing.ts'
import { readReturned, readReturns, type StoredReturns } from './returns.ts'
import { tellsOfLoss } from './tells-of-loss.ts'
import { readUsage } from './usage-file.ts'

const UNREADABLE = 'unreadable' satisfies StoreReason
const GONE = 'gone' satisfies StoreReason
/** Throws where the licenses cannot be looked for at all. What else cannot be read is named, and hides nothing. */
export function readContents(layout: Layout): StoreContents {
  // First: what is read after it is that old at most.
  const revision = readState(layout.revision)
  const usage = readUsage(layout)
  const returned = readReturned(layout)
  const standing = readStanding(layout, usage, returned)
  const returns = readReturns(layout)
  return {
    ...standing,
    revision: revision.is === 'text' ? revision.text : '',
    problems: [
      ...standing.problems,
      ...readQuarantine(layout),
      ...(usage.gone ? [{ where: shownPlace(layout.usage), reason: GONE }] : []),
      ...(usage.damaged === null ? [] : [unreadable(layout.usage)]),
      ...(standing.usageUnread?.where === shownPlace(layout.usageReports) ? [standing.usageUnread] : []),
      ...standing.reports.flatMap(({ product, problem: reason }) =>
        reason === null ? [] : [{ where: reportPlace(product), reason }],
      ),
      ...(returned.gone ? [{ where: shownPlace(layout.returned), reason: GONE }] : []),
      ...(returned.damaged === null ? [] : [unreadable(layout.returned)]),
      ...noteProblems(layout, returns.damaged),
      ...(damagedText(layout.clock, clockFile) !== null ? [unreadable(layout.clock)] : []),
      ...(damagedText(layout.format, formatFile) !== null ? [unreadable(layout.format)] : []),
      ...[damagedNote(layout) ?? []].flat(),
      ...sideProblems(layout),
    ],
    returns: returns.pending,
    returned: returned.keys,
    returnedIncomplete: returned.incomplete,
    missing: missingLicenses(layout, standing.licenses),
  }
}

/** The licenses are looked for where one of them is damaged, and not else. */
function noteProblems(layout: Layout, damaged: StoredReturns['damaged']): StoreProblem[] {
  if (damaged.length === 0) return []
  const { folders } = readLicenses(layout)
  return damaged.map((note) => noteProblem(layout, note, folders))
}

const unreadable = (file: Place): StoreProblem => ({ where: shownPlace(file), reason: UNREADABLE })

/** Its whole text; null: it is whole, or there is none to read. */
export function damagedText(file: Place, shape: Shape<unknown>): string | null {
  const state = readState(file)
  return state.is === 'text' && parseJson(state.text, shape) === null ? state.text : null
}

/** Files and folders beside the licenses that are there and cannot be read. */
function sideProblems(layout: Layout): StoreProblem[] {
  const files = [layout.usage, layout.clock, layout.returned, layout.revision, layout.format].flatMap(
    (file) => {
      const state = readState(file)
      return state.is === 'trouble' ? [{ where: shownPlace(file), reason: state.reason }] : []
    },
  )
  return [...files, ...listed(layout.returns).problems, ...historyProblems(layout)]
}

/** What is in them is looked at by who plots it. */
function historyProblems(layout: Layout): readonly StoreProblem[] {
  const folder = layout.usageHistory
  const doubt = tellsOfLoss(layout)
  if (doubt !== null) return [doubt]
  const { names, problems } = listed(folder)
  const files = names.flatMap((name) => {
    const reason = whyNotOpened(below(folder, name))
    return reason === null ? [] : [{ where: shownPlace(below(folder, name)), reason }]
  })
  return [...files, ...problems]
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
