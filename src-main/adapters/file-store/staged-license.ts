// What counts in staging: the one rule of who reads without a lock and of the writer that comes next.
import { formerPlaceOf, isRemoved, placeOf, type Layout } from './layout.ts'
import { below } from './place.ts'
import { readFolder } from './read-folder.ts'
import type { FolderRead } from './read-license.ts'

/**
 * A folder in staging is a license where it is complete, was not put there to be removed, and nothing is in its place, nor
 * in the one of the license that it follows. Null: it does not count, and may be removed by a writer.
 */
export function readStaged(
  layout: Layout,
  name: string,
  isTaken: (place: string) => boolean,
): FolderRead | null {
  if (!mayCount(name, isTaken)) return null
  const read = readFolder(below(layout.staging, name))
  return read?.license ? read : null
}

/** By its name, whatever is in it. */
export const mayCount = (name: string, isTaken: (place: string) => boolean): boolean =>
  !isRemoved(name) && ![placeOf(name), formerPlaceOf(name)].some((place) => place !== null && isTaken(place))
