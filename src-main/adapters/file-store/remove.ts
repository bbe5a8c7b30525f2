// Deletes files and folders of the data folder: a link is deleted itself, never what it leads to.
import { lstatSync, readdirSync, rmdirSync, unlinkSync } from 'node:fs'
import { below, holding, withDirect, type Place } from './place.ts'
import { isAbsent } from './read-files.ts'

/** One that is not there is no failure. */
export function removeFile(place: Place): void {
  try {
    withDirect(place, (direct) => unlinkSync(direct))
  } catch (error) {
    if (!isAbsent(error)) throw error
  }
}

/** A folder with all that is in it, or whatever else lies there. */
export function removeTree(place: Place): void {
  try {
    if (withDirect(place, (direct) => lstatSync(direct)).isDirectory()) {
      holding(place, (held) => {
        for (const name of readdirSync(held.root)) removeTree(below(held, name))
      })
      withDirect(place, (direct) => rmdirSync(direct))
    } else removeFile(place)
  } catch (error) {
    if (!isAbsent(error)) throw error
  }
}
