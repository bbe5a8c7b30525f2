// Where no license was found: whether there was never one, or what held them is not there at this moment.
import { lstatSync, readFileSync, realpathSync, statfsSync, statSync } from 'node:fs'
import path from 'node:path'
import type { StoreProblem } from '#main/core/ports/license-store.ts'
import { nearestThere } from '#shared/files/used-up.ts'
import { isTooLong, StoreTrouble } from './failures.ts'
import type { Layout } from './layout.ts'
import { NotOurs, shownPlace } from './place.ts'
import { isAbsent, isThere } from './read-files.ts'

/**
 * A data folder that is not there never held a store. `wereHere`: a moment ago licenses were noted; one that was
 * deactivated meanwhile is not gone. Throws where it is there and cannot be entered.
 */
export function whatIsGone(layout: Layout, wereHere: boolean): StoreProblem[] {
  const dataDir = layout.root.root
  refuseNoPlace(dataDir)
  if (!isFolder(dataDir)) return []
  const where = shownPlace(layout.licenses)
  if (wereHere && isThere(layout.licensed)) return [{ where, reason: 'gone' }]
  if (heldLicenses(layout)) return isThere(layout.licenses) ? [] : [{ where, reason: 'gone' }]
  return isMountPoint(dataDir) ? [{ where, reason: 'not_mounted' }] : []
}

/** Or would have. Earlier versions made no `store.json`; the revision was there after their first change too. */
export const heldLicenses = (layout: Layout): boolean => isThere(layout.format) || isThere(layout.revision)

function isFolder(dataDir: string): boolean {
  try {
    if (statSync(dataDir).isDirectory()) return true
  } catch (error) {
    if (!isAbsent(error)) throw error
    refuseDeadLink(dataDir)
    return false
  }
  throw new NotOurs(dataDir)
}

/** A folder that is missing, and one behind a link to nowhere, give the same error. */
export function refuseDeadLink(place: string): void {
  const found = lstatSync(place, { throwIfNoEntry: false })
  if (found?.isSymbolicLink()) throw new StoreTrouble('link_to_nowhere')
  if (!found && path.dirname(place) !== place) refuseDeadLink(path.dirname(place))
}

/** Where no store can ever be, a product asked the wrong folder, and “never a license” would be no answer. */
export function refuseNoPlace(dataDir: string): void {
  if (isTooLong(dataDir)) throw new StoreTrouble('ENAMETOOLONG')
  if (process.platform !== 'linux') return
  const { type } = statfsSync(nearestThere(dataDir))
  if (OF_THE_KERNEL.has(type)) throw new StoreTrouble('cannot_be_made')
}

/** proc and sysfs: statfs(2). */
const OF_THE_KERNEL: ReadonlySet<number> = new Set([0x9f_a0, 0x62_65_65_72])

/** Of a disk or volume that is mounted there and empty, or that is to be mounted there and is not. */
function isMountPoint(dataDir: string): boolean {
  if (process.platform === 'win32') return false
  const real = realpathSync(dataDir)
  if (statSync(real).dev !== statSync(path.dirname(real)).dev) return true
  return inTable('/proc/self/mountinfo', 4, real) || inTable('/etc/fstab', 1, real)
}

function inTable(table: string, column: number, folder: string): boolean {
  try {
    return readFileSync(table, 'utf8')
      .split('\n')
      .some((line) => !line.startsWith('#') && unescaped(line.trim().split(/\s+/)[column] ?? '') === folder)
  } catch {
    return false // other systems have other tables
  }
}

/** Spaces and the like are written as `\040` (fstab(5)). */
const unescaped = (word: string): string =>
  word.replaceAll(/\\([0-7]{3})/g, (_, digits: string) => String.fromCharCode(parseInt(digits, 8)))
