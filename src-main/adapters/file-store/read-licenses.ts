// Reads the licenses without a lock: every license that is here is found at every moment, whoever writes meanwhile.
import { lstatSync } from 'node:fs'
import { StoreTrouble } from './failures.ts'
import { formerPlaceOf, isRemoved, placeOf, type Layout } from './layout.ts'
import { below, holding, nameOf, shownPlace, withDirect, type Place } from './place.ts'
import { isAbsent, listFolder, lookAt, readOptional, reasonOf } from './read-files.ts'
import { readLicense, type Entry } from './read-license.ts'
import type { StoreReason } from '#shared/contract/views.ts'

/** Milliseconds. Longer than any writer needs, however slow the disk. */
const LONGEST_READ = 15_000
/** Milliseconds: a folder’s time stamp may be that much behind the clock. */
const COARSE = 1000

export type Entries = ReadonlyMap<string, Entry>

/**
 * A license that comes under another code, form or id takes the old one's place in two renames. Between them, or for
 * longer if the writer was killed there, it is the complete folder in staging whose place is empty. Two listings that
 * fall into two such moments look alike, so nothing may have been written between them either.
 */
export function readEntries(layout: Layout): Entries {
  const deadline = performance.now() + LONGEST_READ
  for (;;) {
    const before = standOf(layout)
    const { entries, moved } = readOnce(layout, before.names)
    const after = standOf(layout)
    if (!moved && isSame(before, after)) return entries
    if (performance.now() > deadline) throw new StoreTrouble('EBUSY')
  }
}

interface Stand {
  readonly names: readonly string[]
  readonly revision: string
  /** Which folder it is, and when something was last put in it or taken out of it. */
  readonly folder: string
  /** Nothing was for so long that its time stamp tells it surely. */
  readonly quiet: boolean
}

function standOf(layout: Layout): Stand {
  const revision = readOptional(layout.revision) ?? ''
  try {
    const { dev, ino, mtimeMs, ctimeMs, mtimeNs, ctimeNs } = withDirect(layout.licenses, (direct) =>
      lstatSync(direct, { bigint: true }),
    )
    const folder = [dev, ino, mtimeNs, ctimeNs].join(':')
    const quiet = Math.max(Number(mtimeMs), Number(ctimeMs)) + COARSE < Date.now()
    return { names: listFolder(layout.licenses), revision, folder, quiet }
  } catch (error) {
    if (isAbsent(error)) return { names: [], revision, folder: '', quiet: false }
    throw error
  }
}

const isSame = (one: Stand, other: Stand): boolean =>
  one.folder === other.folder &&
  one.names.join('/') === other.names.join('/') &&
  (one.revision === other.revision || other.quiet)

function readOnce(layout: Layout, names: readonly string[]): { entries: Entries; moved: boolean } {
  const entries = new Map<string, Entry>()
  let moved = false
  for (const name of names) {
    const entry = readEntry(below(layout.licenses, name))
    if (entry === null) moved = true
    else entries.set(name, entry)
  }
  for (const staged of listStaging(layout)) {
    const isOld = entries.has(placeOf(staged)) || entries.has(formerPlaceOf(staged) ?? '')
    if (isOld || isRemoved(staged)) continue
    const entry = readEntry(below(layout.staging, staged))
    if (entry?.license) entries.set(placeOf(staged), entry)
  }
  return { entries, moved }
}

/** Who may not see what a killed writer left still sees what is in its place. */
function listStaging(layout: Layout): string[] {
  try {
    return listFolder(layout.staging)
  } catch (error) {
    reasonOf(error)
    return []
  }
}

/** Null where it moved or vanished meanwhile: what was read may be half of it. */
export function readEntry(folder: Place): Entry | null {
  const broken = (reason: StoreReason): Entry => ({
    license: null,
    problems: [{ where: shownPlace(folder), reason }],
  })
  try {
    const before = lookAt(folder)
    if (before === null) return null
    if (!before.isDirectory()) return broken('not_a_folder')
    const entry = holding(folder, (held) => readLicense(held, placeIn(folder), shownPlace(folder)))
    const after = lookAt(folder)
    return after?.ino === before.ino && after.dev === before.dev ? entry : null
  } catch (error) {
    if (isAbsent(error)) return null
    const reason = reasonOf(error)
    return broken(reason === 'not_a_file' ? 'not_a_folder' : reason)
  }
}

/** A staged folder has more in its name; one that a person renamed may be called anything. */
const placeIn = (folder: Place): string =>
  folder.names[0] === 'staging' ? placeOf(nameOf(folder)) : nameOf(folder)
