// A file that `--output` names: it is there whole, or what stood there before still is, and nothing but a file is replaced
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
  writeFileSync,
  type Stats,
} from 'node:fs'
import { dirname, resolve } from 'node:path'
import { writeWhole } from '../store/write-whole.ts'

/** For the person alone: an answer holds a license. */
const CONFIDENTIAL = 0o600

/**
 * A link stays one; a device or a pipe that somebody reads is written to. Throws the system's error: EACCES too for
 * another user's link or pipe, ENXIO for a pipe that nobody reads.
 */
export function writeOutput(file: string, text: string): void {
  if (hasForeignLink(file)) throw refused(file)
  const there = statSync(file, { throwIfNoEntry: false })
  if (there && !there.isFile() && !there.isDirectory()) return writeThrough(file, text)
  writeWhole(there ? realpathSync(file) : file, text, { mode: CONFIDENTIAL, replace: true })
}

/** SECURITY: what others of this system put in the way leads neither the answer nor root's rights away. docs/SECURITY.md#export */
const isOurs = ({ uid }: Stats): boolean =>
  process.geteuid === undefined || uid === process.geteuid() || uid === 0

const MOST_LINKS = 40

/** Whether one of the links that the place itself is belongs to another user. */
function hasForeignLink(file: string): boolean {
  let place = file
  for (let links = 0; links < MOST_LINKS; links += 1) {
    const entry = lstatSync(place, { throwIfNoEntry: false })
    if (!entry?.isSymbolicLink()) return false
    if (!isOurs(entry)) return true
    place = resolve(dirname(place), readlinkSync(place))
  }
  return true
}

/** A rename would put a file in its place: as root even in that of /dev/null. */
function writeThrough(file: string, text: string): void {
  const probe = openSync(file, constants.O_WRONLY | constants.O_NONBLOCK) // a pipe without a reader would be a wait for ever
  try {
    const opened = fstatSync(probe)
    if (opened.isFIFO() && !isOurs(opened)) throw refused(file)
    writeFileSync(file, text)
  } finally {
    closeSync(probe)
  }
}

const refused = (file: string) => Object.assign(new Error(`${file} is another user’s`), { code: 'EACCES' })
