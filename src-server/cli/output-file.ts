// A file that `--output` names: it is there whole, or what stood there before still is, and nothing but a file is replaced
// (docs/SECURITY.md#export).
import { closeSync } from 'node:fs'
import { openThrough, ownPlace, placeOfOwnFiles, writeOpened, type OwnPlace } from '#shared/files/own-way.ts'
import { Fault } from '../fault.ts'
import { outputFault } from '../store/database-fault.ts'
import { publish, StagedFile } from '../store/write-whole.ts'
import { isServersOwn } from '../vendor/own-files.ts'

/** For the person alone: an answer holds a license. */
const CONFIDENTIAL = 0o600

/** What is ready at its place, so that only a name is missing, or a reader. */
export interface PreparedOutput {
  deliver(): void
  /** Leaves nothing of what was not delivered. */
  discard(): void
}

/** What gets its content in pieces. */
export interface OpenedOutput extends PreparedOutput {
  /** Whether nobody sees a piece before `deliver`: a device and a pipe have it at once. */
  readonly holdsBack: boolean
  write(piece: string): void
  /** All of it is on the disk then. */
  finish(): void
}

/** As `openOutput`, of one text, which a device or a pipe has when it is delivered. */
export function prepareOutput(dataDir: string, file: string, text: string): PreparedOutput {
  const output = openOutput(dataDir, file)
  if (!output.holdsBack) return { deliver: () => output.write(text), discard: () => output.discard() }
  output.write(text)
  output.finish()
  return output
}

/**
 * A link stays one; a device or a pipe that somebody reads is written to. Throws the Fault `output_not_written` or
 * `disk_full`, as each piece may; of a way through another user's folder or link, of such a pipe, of a pipe that nobody
 * reads, and of the server's own files, too.
 */
export const openOutput = (dataDir: string, file: string): OpenedOutput =>
  orFault(file, () => {
    const place = ownPlace(file)
    if (isServersOwn(dataDir, place, 'a text')) throw serversOwn(file)
    const { path, found } = place
    if (found?.isDirectory()) throw Object.assign(new Error(`${file} is a folder`), { code: 'EISDIR' })
    return found && !found.isFile() ? openedThrough(place, file) : stagedAt(path, file)
  })

function openedThrough(place: OwnPlace, file: string): OpenedOutput {
  const opened = openThrough(place)
  return {
    holdsBack: false,
    write: (piece) => orFault(file, () => writeOpened(opened, piece)),
    finish: () => {},
    deliver: () => {},
    discard: () => closeSync(opened),
  }
}

function stagedAt(path: string, file: string): OpenedOutput {
  const staged = new StagedFile(path, CONFIDENTIAL)
  return {
    holdsBack: true,
    write: (piece) => orFault(file, () => staged.write(piece)),
    finish: () => orFault(file, () => void staged.finish()),
    deliver: () => orFault(file, () => publish(staged.finish(), path, true)),
    discard: () => staged.discard(),
  }
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
