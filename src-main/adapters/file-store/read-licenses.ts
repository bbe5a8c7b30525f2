// Reads the licenses without a lock: every license that is here is found at every moment, whoever writes meanwhile.
import { lstatSync } from 'node:fs'
import type { FoundProblem } from '#main/core/ports/license-store.ts'
import { StoreTrouble, troubleAt } from './failures.ts'
import { placeOf, type Layout } from './layout.ts'
import { below, holding, pathOf, shownPlace, withDirect } from './place.ts'
import { isAbsent, listNames, readOptional, reasonOf } from './read-files.ts'
import { readFolder } from './read-folder.ts'
import type { FolderRead } from './read-license.ts'
import { readStaged } from './staged-license.ts'

/** Milliseconds. Longer than any writer needs, however slow the disk. */
const LONGEST_READ = 15_000
/** Milliseconds: a folder’s time stamp may be that much behind the clock. */
const COARSE = 1000

export interface LicensesRead {
  readonly folders: ReadonlyMap<string, FolderRead>
  /** Names that are no UTF-8: no license that this one wrote. They are not looked at, and name no place that is taken. */
  readonly unnamed: readonly Buffer[]
}

/** By their names. */
export type LicenseFolders = LicensesRead['folders']

export function unnamedProblem(layout: Layout, name: Buffer): FoundProblem {
  return {
    where: shownPlace(below(layout.licenses, String(name))),
    reason: 'unreadable',
  }
}

/**
 * A license that comes under another code, form or id takes the old one's place in two renames. Between them, or for
 * longer if the writer was killed there, it is the complete folder in staging whose place is empty. Two listings that
 * fall into two such moments look alike, so nothing may have been written between them either.
 */
export function readLicenses(layout: Layout): LicensesRead {
  const deadline = performance.now() + LONGEST_READ
  for (;;) {
    const before = standOf(layout)
    const { found, moved } = readOnce(layout, before.names)
    const after = standOf(layout)
    if (!moved && isSame(before, after)) return { folders: found, unnamed: before.unnamed }
    if (performance.now() > deadline) throw new StoreTrouble('EBUSY')
  }
}

interface Stand {
  readonly names: readonly string[]
  readonly unnamed: readonly Buffer[]
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
    return { ...listNames(layout.licenses), revision, folder, quiet }
  } catch (error) {
    if (isAbsent(error)) return { names: [], unnamed: [], revision, folder: '', quiet: false }
    throw troubleAt(pathOf(layout.licenses), error)
  }
}

const isSame = (one: Stand, other: Stand): boolean =>
  one.folder === other.folder &&
  one.names.join('/') === other.names.join('/') &&
  one.unnamed.length === other.unnamed.length &&
  (one.revision === other.revision || other.quiet)

function readOnce(
  layout: Layout,
  names: readonly string[],
): { found: ReadonlyMap<string, FolderRead>; moved: boolean } {
  const found = new Map<string, FolderRead>()
  try {
    // The way to them is gone once for all of them.
    if (names.length > 0)
      holding(layout.licenses, (held) => {
        for (const name of names) {
          const read = readFolder(below(layout.licenses, name), below(held, name))
          if (read) found.set(name, read)
        }
      })
  } catch (error) {
    if (!isAbsent(error)) throw troubleAt(pathOf(layout.licenses), error)
  }
  const moved = found.size < names.length
  for (const staged of listStaging(layout)) {
    const read = readStaged(layout, staged, (name) => found.has(name))
    if (read) found.set(placeOf(staged), read)
  }
  return { found, moved }
}

/** Who may not see what a killed writer left still sees what is in its place. */
function listStaging(layout: Layout): string[] {
  try {
    return listNames(layout.staging).names
  } catch (error) {
    reasonOf(error)
    return []
  }
}
