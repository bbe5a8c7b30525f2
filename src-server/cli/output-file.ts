// A file that `--output` names: it is there whole, or what stood there before still is, and nothing but a file is replaced
// (docs/SECURITY.md#export).
import { realpathSync, rmSync, statSync } from 'node:fs'
import { insistOnOwnWay, probeThrough, writeThrough } from '#shared/files/own-way.ts'
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
 * `disk_full`; of a way through another user's folder or link, of such a pipe, and of a pipe that nobody reads, too.
 */
export function prepareOutput(file: string, text: string): PreparedOutput {
  return orFault(file, () => {
    insistOnOwnWay(file)
    const there = statSync(file, { throwIfNoEntry: false })
    if (there?.isDirectory()) throw Object.assign(new Error(`${file} is a folder`), { code: 'EISDIR' })
    if (there && !there.isFile()) {
      probeThrough(file)
      return { deliver: () => orFault(file, () => writeThrough(file, text)), discard: () => {} }
    }
    const place = there ? realpathSync(file) : file
    const staged = stageWhole(place, text, CONFIDENTIAL)
    const discard = () => rmSync(staged, { force: true })
    return { deliver: () => orFault(file, () => publish(staged, place, true)), discard }
  })
}

/** Throws the Fault `output_not_written` where the way to it leads through another user's folder or link. */
export const insistOnPlace = (file: string): void => orFault(file, () => insistOnOwnWay(file))

function orFault<T>(file: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw outputFault(error, file)
  }
}
