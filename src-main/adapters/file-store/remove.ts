// Deletes files and folders of the data folder: a link is deleted itself, never what it leads to.
import { lstatSync, readdirSync, rmdirSync, unlinkSync } from 'node:fs'
import { writingAt } from './failures.ts'
import { below, holding, parentOf, withDirect, type Place } from './place.ts'
import { isAbsent } from './read-files.ts'

/** One that is not there is no failure. */
export function removeFile(place: Place): void {
  try {
    writingAt(parentOf(place), () => withDirect(place, (direct) => unlinkSync(direct)))
  } catch (error) {
    if (!isAbsent(error)) throw error
  }
}

/** One that is in use, or not there, is no failure. */
export function removeEmptyFolder(place: Place): void {
  try {
    withDirect(place, (direct) => rmdirSync(direct))
  } catch {
    // Somebody put something there meanwhile.
  }
}

/** A folder with all that is in it, or whatever else lies there: as much of it as can go, and then what could not throws. */
export function removeTree(place: Place): void {
  try {
    if (withDirect(place, (direct) => lstatSync(direct)).isDirectory()) {
      holding(place, (held) => {
        const failures: unknown[] = []
        for (const name of readdirSync(held.root))
          try {
            removeTree(below(held, name))
          } catch (error) {
            failures.push(error)
          }
        if (failures.length > 0) throw failures[0]
      })
      withDirect(place, (direct) => rmdirSync(direct))
    } else removeFile(place)
  } catch (error) {
    if (!isAbsent(error)) throw error
  }
}
