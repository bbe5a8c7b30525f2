// A license's folder, wherever it is, read as it is at one moment.
import type { StoreReason } from '#shared/contract/views.ts'
import { placeOf } from './layout.ts'
import { holding, nameOf, shownPlace, type Place } from './place.ts'
import { isAbsent, lookAt, reasonOf } from './read-files.ts'
import { readLicense, type FolderRead } from './read-license.ts'

/**
 * Null where it moved or vanished meanwhile: what was read may be half of it. `direct`: the same folder below one that is
 * held, for who reads many.
 */
export function readFolder(folder: Place, direct = folder): FolderRead | null {
  const broken = (reason: StoreReason): FolderRead => ({
    license: null,
    problems: [{ where: shownPlace(folder), reason }],
  })
  try {
    const before = lookAt(direct)
    if (before === null) return null
    if (!before.isDirectory()) return broken('not_a_folder')
    const read = holding(direct, (held) => readLicense(held, placeIn(folder), shownPlace(folder)))
    const after = lookAt(direct)
    return after?.ino === before.ino && after.dev === before.dev ? read : null
  } catch (error) {
    if (isAbsent(error)) return null
    const reason = reasonOf(error)
    return broken(reason === 'not_a_file' ? 'not_a_folder' : reason)
  }
}

/** A staged folder has more in its name; one that a person renamed may be called anything. */
const placeIn = (folder: Place): string =>
  folder.names[0] === 'staging' ? placeOf(nameOf(folder)) : nameOf(folder)
