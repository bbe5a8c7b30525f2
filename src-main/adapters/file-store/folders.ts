// Makes the folders of the store, with the rights that its group needs.
import {
  closeSync,
  constants,
  existsSync,
  fchmodSync,
  fstatSync,
  mkdirSync,
  openSync,
  rmdirSync,
} from 'node:fs'
import { holding, NotOurs, pathOf, withDirect, type Place } from './place.ts'
import { refuseDeadLink } from './presence.ts'
import { lookAt } from './read-files.ts'
import { giveWindowsRights } from './windows-rights.ts'

/** Group members write too (docs/product.md#where-things-are-kept); set-group-id, so that what they make stays the group's. */
const FOLDER_RIGHTS = 0o2770

/** One that exists keeps the rights that an administrator gave it. */
export function makeFolder(place: Place): void {
  if (place.names.length === 0) {
    if (existsSync(place.root)) return
    refuseDeadLink(place.root)
    mkdirSync(place.root, { recursive: true, mode: FOLDER_RIGHTS })
    if (process.platform === 'win32') giveWindowsRightsOrNone(place.root)
  } else {
    const found = lookAt(place)
    if (found?.isDirectory()) return
    if (found) throw new NotOurs(pathOf(place))
    try {
      withDirect(place, (direct) => mkdirSync(direct, FOLDER_RIGHTS))
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
      if (fstatSync(handle).uid === process.geteuid?.()) fchmodSync(handle, FOLDER_RIGHTS)
    } finally {
      closeSync(handle)
    }
  })
}
