// What lies at a place that a person names to be read: a device has no end, and a pipe makes whoever opens it wait.
import { statSync } from 'node:fs'
import type { NoFile } from '../contract/system.ts'

/** Null: a file, or nothing that can be looked at. Links are followed, and nothing is opened. */
export function insteadOfFile(place: string): NoFile | null {
  const found = lookAt(place)
  if (found === undefined || found.isFile()) return null
  if (found.isDirectory()) return 'folder'
  if (found.isFIFO()) return 'pipe'
  return found.isSocket() ? 'socket' : 'device'
}

function lookAt(place: string) {
  try {
    return statSync(place, { throwIfNoEntry: false })
  } catch {
    return undefined // whoever opens it is told why
  }
}
