// Where a person says that something is to be written: the way there leads through nothing of another user
// (docs/SECURITY.md#export).
import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readlinkSync,
  realpathSync,
  statSync,
  writeSync,
  type Stats,
} from 'node:fs'
import path from 'node:path'

const MOST_LINKS = 40
const OTHERS_WRITE = 0o002
const STICKY = 0o1000
/** The system's own links, as of /dev/stdout, lead to what this program has open already. */
const OPEN_HERE = '/proc/'
const { O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants as Partial<typeof constants>
/** Milliseconds between two looks whether a full pipe was read from. */
const PAUSE = 5

/** The end of such a way: what is done there takes `path` and follows no link any more. */
export interface OwnPlace {
  /** Without a link, and all its folders are there: nobody else can lead it elsewhere. */
  readonly path: string
  /** What lies there, which another user may exchange if it is theirs; null: nothing. */
  readonly found: Stats | null
  /** To be added where it is opened. */
  readonly noFollow: number
}

/** As `ownPlace`; throws EACCES too where everybody may exchange what is made there, for who opens that by its name again. */
export function placeOfOwnFiles(file: string): OwnPlace {
  const place = ownPlace(file)
  const folder = path.dirname(place.path)
  if (process.geteuid !== undefined && isOpenToAll(statSync(folder))) throw systemError('EACCES', folder)
  return place
}

/**
 * Walks the way as the kernel does, each link once. Throws EACCES at the first folder or link that another user owns, or
 * may exchange since everybody may write beside it, with that as `path`; ENOENT or ENOTDIR where a folder is none. On
 * Windows rights are not read.
 * SECURITY: what others of this system put in the way leads neither words nor root's rights away. docs/SECURITY.md#export
 */
export function ownPlace(file: string): OwnPlace {
  if (process.geteuid === undefined) return followed(file)
  const own = ownIds()
  const ahead = namesOf(path.isAbsolute(file) ? file : `${process.cwd()}/${file}`)
  let folder = '/'
  for (let links = 0; ;) {
    const name = ahead.shift()
    if (name === undefined) return { path: folder, found: statSync(folder), noFollow: 0 }
    if (name === '..') {
      folder = path.dirname(folder)
      continue
    }
    const here = path.join(folder, name)
    const found = lstatSync(here, { throwIfNoEntry: false })
    const isLink = found?.isSymbolicLink() === true
    if (!isLink && !found?.isDirectory()) {
      if (ahead.length > 0) throw systemError(found ? 'ENOTDIR' : 'ENOENT', here)
      return { path: here, found: found ?? null, noFollow: O_NOFOLLOW }
    }
    if (isLink && here.startsWith(OPEN_HERE)) return openHere(path.join(here, ...ahead))
    if (!own.has(found.uid) || isOpenToAll(statSync(folder))) throw systemError('EACCES', here)
    if (isLink) {
      links += 1
      if (links > MOST_LINKS) throw systemError('EACCES', here)
      const target = readlinkSync(here)
      if (path.isAbsolute(target)) folder = '/'
      ahead.unshift(...namesOf(target))
    } else folder = here
  }
}

/** A file that this program writes to already is replaced at its own place. */
function openHere(link: string): OwnPlace {
  const place = followed(link)
  return place.found?.isFile() && !place.path.startsWith(OPEN_HERE) ? ownPlace(place.path) : place
}

function followed(file: string): OwnPlace {
  const found = statSync(file, { throwIfNoEntry: false }) ?? null
  return { path: found?.isFile() ? realpathSync(file) : file, found, noFollow: 0 }
}

const namesOf = (place: string): string[] =>
  place.split(path.sep).filter((name) => name !== '' && name !== '.')

const isOpenToAll = ({ mode }: Stats): boolean => (mode & OTHERS_WRITE) !== 0 && (mode & STICKY) === 0

/** This user, root, and who became root by sudo and chose the place. */
function ownIds(): ReadonlySet<number> {
  const own = process.geteuid?.() ?? 0
  // Root of another name space, as in a container: whoever has the root folder.
  const root = statSync('/').uid
  const before = own === 0 ? Number(process.env['SUDO_UID'] || 0) : own
  return new Set([own, 0, root, before])
}

/**
 * Opens a device, or a pipe of our own that somebody reads: a rename would put a file in its place, as root even in that
 * of /dev/null. Throws the system's error; EACCES for another user's pipe, and for a file that was put there meanwhile.
 */
export function openThrough({ path: file, noFollow }: OwnPlace): number {
  const opened = openSync(file, constants.O_WRONLY | O_NONBLOCK | noFollow) // a pipe without a reader would be a wait for ever
  const found = fstatSync(opened)
  const isOurs = process.geteuid === undefined || ownIds().has(found.uid)
  if (!found.isFile() && (isOurs || !found.isFIFO())) return opened
  closeSync(opened)
  throw systemError('EACCES', file)
}

/** Waits where the reader of a pipe is slow. */
export function writeOpened(opened: number, content: string | Uint8Array): void {
  const bytes = Buffer.from(content)
  for (let written = 0; written < bytes.length;)
    try {
      written += writeSync(opened, bytes, written)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE)
    }
}

const systemError = (code: string, place: string) =>
  Object.assign(new Error(`${place} is in the way (${code})`), { code, path: place })
