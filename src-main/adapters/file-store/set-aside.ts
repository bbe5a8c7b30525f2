// What is damaged is kept in `quarantine`, with the reason in its name, and never deleted.
import { randomBytes } from 'node:crypto'
import { lstatSync, renameSync } from 'node:fs'
import type { StoreReason } from '#shared/contract/views.ts'
import { StoreTrouble } from './failures.ts'
import { makeFolder } from './folders.ts'
import type { Layout } from './layout.ts'
import { below, holding, pathOf, shownPlace, withDirect, type Place } from './place.ts'
import { readState } from './read-files.ts'
import { move, syncFolder, writeWhole } from './whole-file.ts'

/** Whoever may read it, or another time, may find it whole. */
export const STAYS: ReadonlySet<StoreReason> = new Set<StoreReason>([
  'no_permission',
  'read_failed',
  'too_many_open_files',
])

/** So that reason and number still fit into the 255 bytes of a name, at up to four bytes a character. */
const LONGEST_NAME = 50

/** `reason` becomes part of the name, so that the page can tell it. */
export function setAside(layout: Layout, target: Place, reason: StoreReason): void {
  if (shownPlace(target) === shownPlace(layout.quarantine)) return setQuarantineAside(layout, reason)
  makeFolder(layout.quarantine)
  const [first, ...inIt] = target.names
  const name = first === 'licenses' && inIt.length > 0 ? inIt.join('/') : shownPlace(target)
  move(target, below(layout.quarantine, quarantineName(name, reason)))
  syncFolder(layout.quarantine)
}

/**
 * Of a name among the licenses that is no UTF-8, which no place can hold. False: it was put there within `young` milliseconds,
 * and stays.
 */
export function setUnnamedAside(layout: Layout, name: Buffer, reason: StoreReason, young: number): boolean {
  const isMoved = holding(layout.licenses, ({ root }) => {
    const direct = Buffer.concat([Buffer.from(`${root}/`), name])
    if (Math.abs(Date.now() - lstatSync(direct).ctimeMs) < young) return false
    makeFolder(layout.quarantine)
    withDirect(below(layout.quarantine, quarantineName(String(name), reason)), (target) =>
      renameSync(direct, target),
    )
    return true
  })
  if (isMoved) syncFolder(layout.quarantine)
  return isMoved
}

/** What lies in its place goes into it. */
function setQuarantineAside(layout: Layout, reason: StoreReason): void {
  const name = quarantineName(shownPlace(layout.quarantine), reason)
  const aside = below(layout.root, name)
  move(layout.quarantine, aside)
  makeFolder(layout.quarantine)
  move(aside, below(layout.quarantine, name))
  syncFolder(layout.quarantine)
}

/** For a file that is about to be replaced, so that at no moment there is none. */
export function keepCopy(
  layout: Layout,
  file: Place,
  text: string,
  reason: StoreReason = 'unreadable',
): void {
  makeFolder(layout.quarantine)
  writeWhole(below(layout.quarantine, quarantineName(shownPlace(file), reason)), text, layout.staging)
}

/** `name`: of a license’s folder, or where a file is in the data folder. */
export const quarantineName = (name: string, reason: StoreReason): string =>
  `${name.replaceAll(/[./]/g, '_').slice(0, LONGEST_NAME)}.${reason}.${randomBytes(4).toString('hex')}`

/** What may be whole, and this writer cannot read, is not replaced: it would take with it what others wrote. */
export function insistOn(file: Place): void {
  const state = readState(file)
  if (state.is === 'trouble') insist(state.reason, file)
}

export function insist(reason: StoreReason, place: Place): void {
  if (reason === 'no_permission') throw new StoreTrouble('EACCES', pathOf(place))
  if (reason === 'too_many_open_files') throw new StoreTrouble('EMFILE', pathOf(place))
  if (STAYS.has(reason)) throw new StoreTrouble('EIO', pathOf(place))
}
