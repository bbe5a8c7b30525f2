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
  rmSync,
  statSync,
  writeFileSync,
  type Stats,
} from 'node:fs'
import { dirname, resolve } from 'node:path'
import { outputFault } from '../store/database-fault.ts'
import { publish, stageWhole } from '../store/write-whole.ts'

/** For the person alone: an answer holds a license. */
const CONFIDENTIAL = 0o600

/** What is ready at its place, so that only a name is missing, or a reader. */
export interface PreparedOutput {
  deliver(): void
  /** Leaves nothing of what was not delivered. */
  discard(): void
}

/**
 * A link stays one; a device or a pipe that somebody reads is written to. Throws the Fault `output_not_written` or
 * `disk_full`; of another user's link or pipe, and of a pipe that nobody reads, too.
 */
export function prepareOutput(file: string, text: string): PreparedOutput {
  return orFault(file, () => {
    if (hasForeignLink(file)) throw refused(file)
    const there = statSync(file, { throwIfNoEntry: false })
    if (there?.isDirectory()) throw Object.assign(new Error(`${file} is a folder`), { code: 'EISDIR' })
    if (there && !there.isFile()) {
      refuseToWriteThrough(file)
      return { deliver: () => orFault(file, () => writeThrough(file, text)), discard: () => {} }
    }
    const place = there ? realpathSync(file) : file
    const staged = stageWhole(place, text, CONFIDENTIAL)
    const discard = () => rmSync(staged, { force: true })
    return { deliver: () => orFault(file, () => publish(staged, place, true)), discard }
  })
}

function orFault<T>(file: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw outputFault(error, file)
  }
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

const refuseToWriteThrough = (file: string): void => closeSync(openThrough(file))

/** A rename would put a file in its place: as root even in that of /dev/null. */
function writeThrough(file: string, text: string): void {
  const probe = openThrough(file)
  try {
    writeFileSync(file, text)
  } finally {
    closeSync(probe)
  }
}

function openThrough(file: string): number {
  const probe = openSync(file, constants.O_WRONLY | constants.O_NONBLOCK) // a pipe without a reader would be a wait for ever
  const opened = fstatSync(probe)
  if (!opened.isFIFO() || isOurs(opened)) return probe
  closeSync(probe)
  throw refused(file)
}

const refused = (file: string) => Object.assign(new Error(`${file} is another user’s`), { code: 'EACCES' })
