// What every writer does first: the folders, the rests of a killed writer.
import type { StoreProblem } from '#main/core/ports/license-store.ts'
import type { StoreReason } from '#shared/contract/views.ts'
import { makeFolder } from './folders.ts'
import { placeOf, type Layout } from './layout.ts'
import { isDenied } from './failures.ts'
import { below, shownPlace, type Place } from './place.ts'
import { heldLicenses } from './presence.ts'
import { isThere, listFolder, reasonOf } from './read-files.ts'
import { removeFile, removeTree } from './remove.ts'
import { readStaged } from './staged-license.ts'
import { move, syncFolder } from './whole-file.ts'
import { isYoung } from './young.ts'

export function prepareFolders(layout: Layout): void {
  for (const folder of [layout.root, layout.staging]) makeFolder(folder)
  // Where licenses were, an empty folder in their place would say that there are none: the next license makes it.
  if (!heldLicenses(layout)) makeFolder(layout.licenses)
}

/** What versions before this one left beside the files of the data folder itself when they were killed. */
const LEFT_BEHIND = /^(settings\.json|machine-id|revision|clock\.json)\.[0-9a-f]{12}\.tmp$/

export function removeLeftBehind(layout: Layout): void {
  for (const name of listFolder(layout.root)) if (LEFT_BEHIND.test(name)) removeFile(below(layout.root, name))
}

/** A writer that was killed left a staged folder: one that counts is put in its place, the others are removed. */
export function finishStaged(layout: Layout): void {
  for (const name of listFolder(layout.staging)) {
    const staged = below(layout.staging, name)
    const target = below(layout.licenses, placeOf(name))
    const counts = readStaged(layout, name, (place) => isThere(below(layout.licenses, place)))
    if (counts) {
      makeFolder(layout.licenses)
      move(staged, target)
      syncFolder(layout.licenses)
    } else removeLeftover(staged)
  }
}

/** What another user keeps in there is no license, and must not keep anybody from writing. */
function removeLeftover(staged: Place): void {
  try {
    removeTree(staged)
  } catch (error) {
    if (!isDenied(error)) throw error
  }
}

/** What a killed writer left, and is older than `young` milliseconds: a writer at work is done with its own sooner. */
export function leftovers(layout: Layout, young: number): StoreProblem[] {
  const isTaken = (place: string) => isThere(below(layout.licenses, place))
  try {
    const staged = listFolder(layout.staging).filter((name) => readStaged(layout, name, isTaken) === null)
    const old = staged.map((name) => below(layout.staging, name)).filter((place) => !isYoung(place, young))
    return old.map((place) => ({ where: shownPlace(place), reason: LEFT_OVER }))
  } catch (error) {
    reasonOf(error)
    return []
  }
}

const LEFT_OVER = 'left_over' satisfies StoreReason
