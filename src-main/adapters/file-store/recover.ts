// What every writer does first: the folders, the rests of a killed writer, what is no license.
import { randomBytes } from 'node:crypto'
import { makeFolder } from './folders.ts'
import { formerPlaceOf, isRemoved, placeOf, type Layout } from './layout.ts'
import { below, nameOf, type Place } from './place.ts'
import { heldLicenses } from './presence.ts'
import { readEntries, readEntry, STAYS } from './read-licenses.ts'
import { isThere, listFolder } from './read-files.ts'
import { removeTree } from './remove.ts'
import { move, syncFolder } from './whole-file.ts'

/** So that reason and number still fit into the 255 bytes of a name, at up to four bytes a character. */
const LONGEST_NAME = 50

export function prepareFolders(layout: Layout): void {
  for (const folder of [layout.root, layout.staging]) makeFolder(folder)
  // Where licenses were, an empty folder in their place would say that there are none: the next license makes it.
  if (!heldLicenses(layout)) makeFolder(layout.licenses)
}

/** A writer that was killed left a staged folder: a complete one whose license is missing is put in its place. */
export function finishStaged(layout: Layout): void {
  for (const name of listFolder(layout.staging)) {
    const staged = below(layout.staging, name)
    const target = below(layout.licenses, placeOf(name))
    const complete = !isRemoved(name) && readEntry(staged)?.license
    const former = formerPlaceOf(name)
    const free = !isThere(target) && (former === null || !isThere(below(layout.licenses, former)))
    if (complete && free) {
      makeFolder(layout.licenses)
      move(staged, target)
      syncFolder(layout.licenses)
    } else removeTree(staged)
  }
}

/** What is no license is kept, with the reason in its name, and never deleted. What may not be read may well be one. */
export function setAsideUnreadable(layout: Layout): void {
  for (const [name, { license, problems }] of readEntries(layout)) {
    const [problem] = problems
    if (license || !problem || problems.some(({ reason }) => STAYS.has(reason))) continue
    setAside(layout, below(layout.licenses, name), problem.reason)
  }
}

/** `reason` becomes part of the name, so that the page can tell it. */
export function setAside(layout: Layout, target: Place, reason: string): void {
  makeFolder(layout.quarantine)
  move(target, below(layout.quarantine, quarantineName(nameOf(target), reason)))
  syncFolder(layout.quarantine)
}

export const quarantineName = (name: string, reason: string): string =>
  `${name.replaceAll('.', '_').slice(0, LONGEST_NAME)}.${reason}.${randomBytes(4).toString('hex')}`
