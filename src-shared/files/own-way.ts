// Where a person says that something is to be written: the way there leads through nothing of another user
// (docs/SECURITY.md#export).
import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readlinkSync,
  statSync,
  writeFileSync,
  type Stats,
} from 'node:fs'
import path from 'node:path'

const MOST_LINKS = 40
const OTHERS_WRITE = 0o002
const STICKY = 0o1000
/** The system's own links, as of /dev/stdout, lead to what this program has open already. */
const OPEN_HERE = '/proc/'

/** Throws EACCES. SECURITY: what others of this system put in the way leads neither words nor root's rights away. docs/SECURITY.md#export */
export function insistOnOwnWay(file: string): void {
  const foreign = foreignOnTheWay(file)
  if (foreign !== null) throw refused(foreign)
}

/**
 * The first folder or link on the way to a file that another user owns, or may exchange since everybody may write beside it;
 * null: there is none, as far as the way exists. Not on Windows, where rights are not read.
 */
export function foreignOnTheWay(file: string): string | null {
  if (process.geteuid === undefined) return null
  const own = ownIds()
  let folder = path.parse(path.resolve(file)).root
  let isOpen = isOpenToAll(statSync(folder))
  const ahead = namesOf(path.resolve(file))
  for (let links = 0; ;) {
    const name = ahead.shift()
    if (name === undefined) return null
    if (name === '..') {
      folder = path.dirname(folder)
      continue
    }
    const here = path.join(folder, name)
    const found = lstatSync(here, { throwIfNoEntry: false })
    const leadsOn = found?.isSymbolicLink() === true || found?.isDirectory() === true
    if (!found || !leadsOn || (found.isSymbolicLink() && here.startsWith(OPEN_HERE))) return null
    if (!own.has(found.uid) || isOpen) return here
    if (found.isSymbolicLink()) {
      links += 1
      if (links > MOST_LINKS) return here
      const target = readlinkSync(here)
      if (path.isAbsolute(target)) folder = path.parse(target).root
      ahead.unshift(...namesOf(target))
    } else folder = here
    isOpen = isOpenToAll(statSync(folder))
  }
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

/** To a device, or a pipe of our own that somebody reads. A rename would put a file in its place: as root even in that of /dev/null. */
export function writeThrough(file: string, content: string | Uint8Array): void {
  const probe = openThrough(file)
  try {
    writeFileSync(file, content)
  } finally {
    closeSync(probe)
  }
}

/** Whether it could be written to at this moment: throws the system's error, EACCES for another user's pipe. */
export const probeThrough = (file: string): void => closeSync(openThrough(file))

function openThrough(file: string): number {
  const probe = openSync(file, constants.O_WRONLY | constants.O_NONBLOCK) // a pipe without a reader would be a wait for ever
  const opened = fstatSync(probe)
  if (!opened.isFIFO() || process.geteuid === undefined || ownIds().has(opened.uid)) return probe
  closeSync(probe)
  throw refused(file)
}

const refused = (file: string) => Object.assign(new Error(`${file} is another user’s`), { code: 'EACCES' })
