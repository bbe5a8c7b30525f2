// Where something is in the data folder, and the way there: through folders alone, never through a link.
import { closeSync, constants, existsSync, lstatSync, openSync, statSync, type Stats } from 'node:fs'
import path from 'node:path'

/**
 * `root`: the data folder itself, which an administrator chose, with links in it if he likes. `names`: what lies below
 * it, where every member of the folder's group may put a link; each is one name, as a folder lists it.
 */
export interface Place {
  readonly root: string
  readonly names: readonly string[]
}

export const below = ({ root, names }: Place, ...more: readonly string[]): Place => ({
  root,
  names: [...names, ...more],
})
export const parentOf = ({ root, names }: Place): Place => ({ root, names: names.slice(0, -1) })
export const nameOf = ({ names }: Place): string => names.at(-1) ?? ''
/** Within the data folder, for words: `licenses/…`. */
export const shownPlace = ({ names }: Place): string => names.join('/')
/** For words; opening goes by withDirect. */
export const pathOf = ({ root, names }: Place): string => [root, ...names].join(path.sep)

/** What lies there is a link, a pipe, a folder where a file belongs: none of ours, whoever put it there. */
export class NotOurs extends Error {
  readonly code = 'ENOTOURS'
  readonly path: string
  constructor(path: string) {
    super(`${path} is none of ours`)
    this.path = path
  }
}

/** Opens a folder for nothing but to look below it, which needs no right to list it (Linux, open(2)). */
const O_PATH = 0x20_00_00
/** `/proc/self/fd/7/name` is `name` in the folder that was opened as 7, whatever has become of its path. */
const HANDLES = '/proc/self/fd'
const byHandle = process.platform === 'linux' && existsSync(HANDLES)

/**
 * SECURITY: root works in a folder that a group may write. Each folder on the way is opened without following a link,
 * below the one that was opened before, so that nobody can lead it outside, not even by a swap in between; where the
 * system knows no such way (`/proc`), links are looked for before and after. docs/SECURITY.md#store
 * `direct`: a path for one call of the file system, whose own last name must not be followed either.
 */
export function withDirect<T>(place: Place, work: (direct: string) => T): T {
  if (place.names.length < 2) return work(pathOf(place))
  return holding(parentOf(place), (folder) => work(`${folder.root}/${nameOf(place)}`))
}

/** The folder is opened once for everything that is done in it. `held` is valid during `work` alone. */
export function holding<T>(place: Place, work: (held: Place) => T): T {
  if (place.names.length === 0) return work(place)
  return byHandle ? holdingByHandle(place, work) : holdingByPath(place, work)
}

function holdingByHandle<T>(place: Place, work: (held: Place) => T): T {
  let root = place.root
  let handle: number | null = null
  try {
    for (const name of place.names) {
      const next = openFolder(`${root}/${name}`, () => pathOf(place))
      if (handle !== null) closeSync(handle)
      handle = next
      root = `${HANDLES}/${handle}`
    }
    return work({ root, names: [] })
  } finally {
    if (handle !== null) closeSync(handle)
  }
}

function openFolder(folder: string, shown: () => string): number {
  try {
    return openSync(folder, O_PATH | constants.O_DIRECTORY | constants.O_NOFOLLOW)
  } catch (error) {
    // A link is not followed, so it is no folder.
    if ((error as NodeJS.ErrnoException).code === 'ENOTDIR') throw new NotOurs(shown())
    throw error
  }
}

function holdingByPath<T>(place: Place, work: (held: Place) => T): T {
  const before = foldersTo(place)
  const result = work({ root: pathOf(place), names: [] })
  if (foldersTo(place) !== before) throw new NotOurs(pathOf(place))
  return result
}

/** Which folders these are; throws where one of them is none. */
function foldersTo({ root, names }: Place): string {
  return names
    .map((_, index) => {
      const folder = path.join(root, ...names.slice(0, index + 1))
      const found = lstatSync(folder, { bigint: true })
      if (!found.isDirectory()) throw new NotOurs(folder)
      return `${found.dev}:${found.ino}`
    })
    .join('/')
}

/** What is no folder, of the data folder itself and those above it; null: nothing is in the way, as far as one may look. */
export function fileOnTheWay(dataDir: string): string | null {
  const found = lookUp(dataDir)
  if (found !== undefined) return found.isDirectory() ? null : dataDir
  const above = path.dirname(dataDir)
  return above === dataDir ? null : fileOnTheWay(above)
}

function lookUp(place: string): Stats | undefined {
  try {
    return statSync(place, { throwIfNoEntry: false })
  } catch {
    return undefined // closed, or a link to itself
  }
}
