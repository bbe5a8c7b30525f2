// What was put in the data folder a moment ago: somebody may be at it.
import { isDenied } from './failures.ts'
import { below, holding, type Place } from './place.ts'
import { listFolder, lookAt } from './read-files.ts'

/** Milliseconds: a folder in which something was made that lately may be on its way here, as by `cp -a`. */
export const YOUNG = 60_000

/** It or something in it was put there within `young` milliseconds, by either clock. */
export function isYoung(place: Place, young: number): boolean {
  const found = lookAt(place)
  if (found === null) return true
  if (Math.abs(Date.now() - found.ctimeMs) < young) return true
  return found.isDirectory() && within(place, young)
}

/** Who may not look into a folder judges it by itself. */
function within(place: Place, young: number): boolean {
  try {
    return holding(place, (held) => listFolder(held).some((name) => isYoung(below(held, name), young)))
  } catch (error) {
    if (!isDenied(error)) throw error
    return false
  }
}
