// The activity log as lines of JSON in the data folder: the ActivityLog port made real.
import { closeSync, constants, fstatSync, readSync, writeSync } from 'node:fs'
import { userInfo } from 'node:os'
import type { ActivityLog } from '#main/core/ports/activity-log.ts'
import { iso } from '#shared/instant.ts'
import { err } from '#shared/result.ts'
import { isTooLong, readFailure, StoreTrouble } from '../file-store/failures.ts'
import { isNewer } from '../file-store/format.ts'
import { layoutOf } from '../file-store/layout.ts'
import { NotOurs, pathOf, shownPlace, withDirect, type Place } from '../file-store/place.ts'
import { isAbsent, lookAt, openRegular } from '../file-store/read-files.ts'
import { whyNotWritten, type Unwritten } from '../file-store/unwritten.ts'
import { watchFile } from '../file-store/watch-file.ts'
import { giveRights, RIGHTS } from './damaged-log.ts'
import { listEntries } from './list-entries.ts'
import { LARGEST_LOG, rotate } from './rotate.ts'

/** `largest`: the bytes at which a new file is begun. */
export function activityFile(
  dataDir: string,
  host: string,
  largest = LARGEST_LOG,
  unwritten: Unwritten = () => undefined,
): ActivityLog {
  const layout = layoutOf(dataDir)
  return {
    async append({ at, ...entry }) {
      const line = JSON.stringify({ at: iso(at), actor: actor(), host, ...entry })
      try {
        if (isNewer(layout)) return
        if (appendLine(layout.activity, line) > largest) await rotate(layout, largest)
      } catch (error) {
        // Read-only operators and a full disk: the result of the action itself is what they asked for.
        if (!isAbsent(error)) unwritten({ where: shownPlace(layout.activity), reason: whyNotWritten(error) })
      }
    },
    list(query) {
      try {
        if (isTooLong(dataDir)) throw new StoreTrouble('ENAMETOOLONG')
        return { ok: true, value: listEntries(layout, query) }
      } catch (error) {
        return err(readFailure(error, dataDir))
      }
    },
    watch: (listener) =>
      watchFile(
        layout.activity,
        () => sizeOf(layout.activity),
        () => listener(),
      ),
  }
}

const APPEND = constants.O_RDWR | constants.O_APPEND | constants.O_CREAT

/**
 * One `write` with O_APPEND a line: two processes at once do not tear each other's lines. After a line that a full
 * disk or a power cut tore, a new one is begun. Returns the file's size.
 */
function appendLine(file: Place, line: string): number {
  const handle = withDirect(file, (direct) => openRegular(direct, APPEND, RIGHTS))
  try {
    const { size, nlink } = fstatSync(handle)
    // SECURITY: by another name it may be somebody else's file. docs/SECURITY.md#store
    if (nlink > 1) throw new NotOurs(pathOf(file))
    if (size === 0) giveRights(handle, file)
    const last = Buffer.alloc(1)
    const torn = size > 0 && readSync(handle, last, 0, 1, size - 1) === 1 && last[0] !== 0x0a
    return size + writeSync(handle, `${torn ? '\n' : ''}${line}\n`)
  } finally {
    closeSync(handle)
  }
}

function actor(): string {
  try {
    return userInfo().username
  } catch {
    return `uid ${process.getuid?.() ?? 'unknown'}` // a container's user without a name
  }
}

function sizeOf(file: Place): number {
  try {
    return lookAt(file)?.size ?? 0
  } catch {
    return 0 // a folder that may not be read
  }
}
