// What would keep writers from writing, found by looking alone: folders without the right to write, a folder in a file's
// place, a file that is to be read before it is replaced.
import { randomBytes } from 'node:crypto'
import { accessSync, constants } from 'node:fs'
import type { Obstacle, StoreWriteErrorCode } from '#main/core/ports/license-store.ts'
import type { Failure } from '#shared/contract/errors.ts'
import type { StoreReason } from '#shared/contract/views.ts'
import { isDenied, notWritten, StoreTrouble, writeFailure } from './failures.ts'
import { ACTIVATION_FILE, type Layout } from './layout.ts'
import { answerFile } from './license-folder.ts'
import { below, NotOurs, parentOf, pathOf, shownPlace, withDirect, type Place } from './place.ts'
import { lookAt, listFolder, readState, whyNotListed } from './read-files.ts'
import { insist } from './set-aside.ts'
import { move } from './whole-file.ts'

/** Of every place that a writer writes; what is only plotted or logged is not among them. */
export function obstacles(layout: Layout): Obstacle[] {
  const licenses = within(layout.licenses)
  const answers = licenses.map((license) => parentOf(answerFile(license)))
  const folders = [
    layout.root,
    layout.licenses,
    ...licenses,
    ...answers,
    layout.staging,
    layout.returns,
    layout.copies,
  ]
  const replaced = licenses.flatMap((license) => [below(license, ACTIVATION_FILE), answerFile(license)])
  const files = [layout.revision, ...replaced]
  // Where nothing on the disk can be written the data folder stands for all that is in it.
  const whole = found(layout, layout.root, insistOnFolder).filter(isReadOnly)
  return [
    ...(whole.length > 0 ? whole : folders.flatMap((folder) => found(layout, folder, insistOnFolder))),
    ...mountable(layout).flatMap((folder) => found(layout, folder, () => insistOnOneDisk(layout, folder))),
    ...[layout.clock, layout.usage, layout.returned].flatMap((file) => found(layout, file, insistOnReadable)),
    ...files.flatMap((file) => found(layout, file, insistOnFile)),
  ]
}

/** Throws where the next license could not be put: asked before a seat is taken. */
export function insistOnLicensePlaces(layout: Layout): void {
  for (const folder of [layout.licenses, layout.staging]) insistOnFolder(folder)
  for (const folder of mountable(layout)) insistOnOneDisk(layout, folder)
  insistOnReadable(layout.clock)
  insistOnFile(layout.revision)
}

/** The folders in it; none where that cannot be told. */
function within(folder: Place): Place[] {
  if (whyNotListed(folder) !== null) return []
  return listFolder(folder)
    .map((name) => below(folder, name))
    .filter(isFolder)
}

function isFolder(place: Place): boolean {
  try {
    return lookAt(place)?.isDirectory() ?? false
  } catch {
    return false // whoever reads it says why
  }
}

function found(layout: Layout, place: Place, look: (place: Place) => void): Obstacle[] {
  try {
    look(place)
    return []
  } catch (error) {
    const failure = writeFailure(error, layout.root.root)
    return [{ where: shownPlace(place) || layout.root.root, reason: reasonOf(failure), failure }]
  }
}

const isReadOnly = ({ failure }: Pick<Obstacle, 'failure'>): boolean =>
  failure.code === 'store_not_usable' && failure.params.reason === 'read_only_disk'

const isOtherDisk = (failure: Failure<StoreWriteErrorCode>): boolean =>
  failure.code === 'store_not_usable' && failure.params.reason === 'other_disk'

function reasonOf(failure: Failure<StoreWriteErrorCode>): StoreReason {
  if (failure.code === 'store_not_writable' || isReadOnly({ failure }) || isOtherDisk(failure))
    return 'not_writable'
  if (failure.code === 'store_unreachable') return 'not_a_file'
  const reason = 'reason' in failure.params ? failure.params.reason : ''
  if (reason === 'no_permission' || reason === 'too_many_open_files') return reason
  return reason === 'folder_in_the_way' || reason === 'not_ours' ? 'not_a_file' : 'read_failed'
}

/** One that is not there can be made where its own folder can be written. */
function insistOnFolder(folder: Place): void {
  try {
    const stats = lookAt(folder)
    if (stats === null) return
    // The data folder itself may be reached by a link.
    if (folder.names.length > 0 && !stats.isDirectory()) throw new NotOurs(pathOf(folder))
    withDirect(folder, (direct) => accessSync(direct, constants.W_OK | constants.X_OK))
  } catch (error) {
    // A folder above it that may not be entered has a line of its own.
    throw notWritten(folder, error)
  }
}

/** What is staged goes into each of them by a rename. */
const mountable = ({ root, licenses, returns, quarantine }: Layout): Place[] => [
  root,
  licenses,
  returns,
  quarantine,
]

/**
 * One that is a mount of its own, be it of the same disk, takes nothing by a rename. The name is one that is not there: the
 * system says first whether the two places are of one mount.
 */
function insistOnOneDisk({ staging }: Layout, folder: Place): void {
  const name = randomBytes(6).toString('hex')
  try {
    move(below(staging, name), below(folder, name))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EXDEV') throw new StoreTrouble('EXDEV', pathOf(folder))
  }
}

/** A link is replaced as what it is; a folder is not. */
function insistOnFile(file: Place): void {
  try {
    if (lookAt(file)?.isDirectory()) throw new StoreTrouble('EISDIR', pathOf(file))
  } catch (error) {
    if (!isDenied(error)) throw notWritten(file, error)
  }
}

function insistOnReadable(file: Place): void {
  insistOnFile(file)
  const state = readState(file)
  if (state.is === 'trouble') insist(state.reason, file)
}
