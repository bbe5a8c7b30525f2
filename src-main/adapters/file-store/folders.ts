// Makes the folders of the store, with the rights that its group needs.
import {
  accessSync,
  closeSync,
  constants,
  existsSync,
  fchmodSync,
  fstatSync,
  mkdirSync,
  openSync,
  rmdirSync,
  statSync,
} from 'node:fs'
import { makeFolders } from '#shared/files/make-folders.ts'
import { nearestThere, takesNoMore } from '#shared/files/used-up.ts'
import { isTooLong, StoreTrouble, writingAt } from './failures.ts'
import { giveGroup } from './group.ts'
import { holding, NotOurs, parentOf, pathOf, withDirect, type Place } from './place.ts'
import { refuseDeadLink, refuseNoPlace } from './presence.ts'
import { lookAt } from './read-files.ts'
import { giveWindowsRights } from './windows-rights.ts'

/** Group members write too (docs/product.md#where-things-are-kept); set-group-id, so that what they make stays the group's. */
const FOLDER_RIGHTS = 0o2770

/** One that exists keeps the rights that an administrator gave it. */
export function makeFolder(place: Place): void {
  if (place.names.length === 0) {
    if (existsSync(place.root)) return
    refuseDeadLink(place.root)
    if (isTooLong(place.root)) throw new StoreTrouble('ENAMETOOLONG')
    makeFolders(place.root, FOLDER_RIGHTS)
    if (process.platform === 'win32') giveWindowsRightsOrNone(place.root)
  } else {
    const found = lookAt(place)
    if (found?.isDirectory()) return
    if (found) throw new NotOurs(pathOf(place))
    try {
      writingAt(parentOf(place), () => withDirect(place, (direct) => mkdirSync(direct, FOLDER_RIGHTS)))
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') return makeFolder(place) // somebody was faster
      throw error
    }
  }
  giveRights(place)
}

/** What is made in it inherits them. One that could not be given them goes again, so that the next try makes it anew. */
function giveWindowsRightsOrNone(folder: string): void {
  try {
    giveWindowsRights(folder)
  } catch (error) {
    rmdirSync(folder)
    throw error
  }
}

/** The umask took some of them. On what was opened, so that nothing else gets them that was put there meanwhile. */
function giveRights(place: Place): void {
  if (process.platform === 'win32') return
  holding(place, (held) => {
    const handle = openSync(held.root, constants.O_RDONLY | constants.O_DIRECTORY)
    try {
      if (fstatSync(handle).uid !== process.geteuid?.()) return
      giveGroup(handle, place)
      fchmodSync(handle, FOLDER_RIGHTS)
    } finally {
      closeSync(handle)
    }
  })
}

/** Throws what would keep the data folder from being made and written, as far as that is seen without making anything. */
export function insistOnPlaceFor(root: string, bytes: number): void {
  refuseDeadLink(root)
  const folder = nearestThere(root)
  if (!statSync(folder).isDirectory()) throw new StoreTrouble('ENOTDIR')
  refuseNoPlace(root)
  accessSync(folder, constants.W_OK | constants.X_OK)
  if (takesNoMore(folder, bytes)) throw new StoreTrouble('ENOSPC')
}
