// A file that `--output` names: it is there whole, or what stood there before still is, and nothing but a file is replaced
// (docs/SECURITY.md#export).
import { closeSync, rmSync } from 'node:fs'
import { openThrough, ownPlace, placeOfOwnFiles, writeOpened } from '#shared/files/own-way.ts'
import { Fault } from '../fault.ts'
import { outputFault } from '../store/database-fault.ts'
import { publish, stageWhole } from '../store/write-whole.ts'
import { isServersOwn } from '../vendor/own-files.ts'

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
 * `disk_full`; of a way through another user's folder or link, of such a pipe, of a pipe that nobody reads, and of the
 * server's own files, too.
 */
export function prepareOutput(dataDir: string, file: string, text: string): PreparedOutput {
  return orFault(file, () => {
    const place = ownPlace(file)
    if (isServersOwn(dataDir, place, 'a text')) throw serversOwn(file)
    const { path, found } = place
    if (found?.isDirectory()) throw Object.assign(new Error(`${file} is a folder`), { code: 'EISDIR' })
    if (found && !found.isFile()) {
      const opened = openThrough(place)
      const discard = () => closeSync(opened)
      return { deliver: () => orFault(file, () => writeOpened(opened, text)), discard }
    }
    const staged = stageWhole(path, text, CONFIDENTIAL)
    const discard = () => rmSync(staged, { force: true })
    return { deliver: () => orFault(file, () => publish(staged, path, true)), discard }
  })
}

/**
 * Where it leads to. Throws the Fault `output_not_written` where another user could lead it, or what is made there, elsewhere;
 * and of the server's own places.
 */
export const placeOfCopy = (dataDir: string, file: string): string =>
  orFault(file, () => {
    const place = placeOfOwnFiles(file)
    if (isServersOwn(dataDir, place, 'a copy')) throw serversOwn(file)
    return place.path
  })

const serversOwn = (file: string) => new Fault('output_not_written', (words) => words.serversOwn(file))

function orFault<T>(file: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw outputFault(error, file)
  }
}
