// What every writer does first: the folders, the rests of a killed writer.
import { randomBytes } from 'node:crypto'
import type { StoreProblem } from '#main/core/ports/license-store.ts'
import type { StoreReason } from '#shared/contract/views.ts'
import { makeFolder } from './folders.ts'
import { placeOf, type Layout } from './layout.ts'
import { isDenied } from './failures.ts'
import { below, shownPlace, type Place } from './place.ts'
import { heldLicenses } from './presence.ts'
import { isThere, listFolder, lookAt, reasonOf } from './read-files.ts'
import { removeFile, removeTree } from './remove.ts'
import { readFolder } from './read-folder.ts'
import { STAYS } from './set-aside.ts'
import { mayCount, readStaged } from './staged-license.ts'
import { move, syncFolder } from './whole-file.ts'
import { isYoung } from './young.ts'

export function prepareFolders(layout: Layout): void {
  for (const folder of [layout.root, layout.staging]) makeFolder(folder)
  // Where licenses were, an empty folder in their place would say that there are none: the next license makes it.
  if (!heldLicenses(layout)) makeFolder(layout.licenses)
}

/** Of what is made to see whether something can be written, and is removed at once. */
export const probeName = (): string => `probe-${randomBytes(6).toString('hex')}`

/** What was left beside the files of the data folder itself by who was killed: by a probe, and by earlier versions. */
const LEFT_BEHIND =
  /^(probe-[0-9a-f]{12}|(settings\.json|machine-id|revision|clock\.json)\.[0-9a-f]{12}\.tmp)$/

export function removeLeftBehind(layout: Layout): void {
  const left = listFolder(layout.root).filter((name) => LEFT_BEHIND.test(name))
  // A folder of that name is none of ours, and in nobody's way.
  for (const place of left.map((name) => below(layout.root, name)))
    if (!lookAt(place)?.isDirectory()) removeFile(place)
}

/**
 * A writer that was killed left a staged folder: one that counts is put in its place, the others are removed. One that may
 * count and is not to be read at present stays for whoever can read it.
 */
export function finishStaged(layout: Layout): void {
  for (const name of listFolder(layout.staging)) {
    const staged = below(layout.staging, name)
    const target = below(layout.licenses, placeOf(name))
    if (readStaged(layout, name, isTakenIn(layout))) {
      makeFolder(layout.licenses)
      move(staged, target)
      syncFolder(layout.licenses)
    } else if (whyUntold(layout, name) === null) removeLeftover(staged)
  }
}

const isTakenIn = (layout: Layout) => (place: string) => isThere(below(layout.licenses, place))

/** The reason that it cannot be told whether it counts; null: it can. */
function whyUntold(layout: Layout, name: string): string | null {
  if (!mayCount(name, isTakenIn(layout))) return null
  const read = readFolder(below(layout.staging, name))
  if (read === null || read.license) return null
  return read.problems.map(({ reason }) => reason).find((reason) => STAYS.has(reason)) ?? null
}

/** What another user keeps in there is no license, and must not keep anybody from writing. */
function removeLeftover(staged: Place): void {
  try {
    removeTree(staged)
  } catch (error) {
    if (!isDenied(error)) throw error
  }
}

/**
 * What a killed writer left, and is older than `young` milliseconds: a writer at work is done with its own sooner. What
 * cannot be looked at is named for itself, and hides nothing.
 */
export function leftovers(layout: Layout, young: number): StoreProblem[] {
  const whatIs = (name: string) => whyUntold(layout, name) ?? (isLeftOver(name) ? LEFT_OVER : null)
  const isLeftOver = (name: string) =>
    readStaged(layout, name, isTakenIn(layout)) === null && !isYoung(below(layout.staging, name), young)
  const [names, notListed] = attempted(() => listFolder(layout.staging))
  if (notListed !== null) return [{ where: shownPlace(layout.staging), reason: notListed }]
  return names.flatMap((name) => {
    const [left, notRead] = attempted(() => whatIs(name))
    const reason = left ?? notRead
    return reason === null ? [] : [{ where: shownPlace(below(layout.staging, name)), reason }]
  })
}

/** What `look` gave, or the reason that it could not. */
function attempted<T>(look: () => T): readonly [T, null] | readonly [null, StoreReason] {
  try {
    return [look(), null]
  } catch (error) {
    return [null, reasonOf(error)]
  }
}

const LEFT_OVER = 'left_over' satisfies StoreReason
