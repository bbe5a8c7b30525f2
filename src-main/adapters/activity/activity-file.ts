// The activity log as lines of JSON in the data folder: the ActivityLog port made real.
import { chmodSync, closeSync, fstatSync, openSync, readSync, statSync, writeSync } from 'node:fs'
import { userInfo } from 'node:os'
import type { ActivityLog } from '#main/core/ports/activity-log.ts'
import { failure } from '#shared/contract/errors.ts'
import { err } from '#shared/result.ts'
import { layoutOf } from '../file-store/layout.ts'
import { watchFile } from '../file-store/watch-file.ts'
import { listEntries } from './list-entries.ts'
import { LARGEST_LOG, rotate } from './rotate.ts'

/** The group appends as well. */
const RIGHTS = 0o660

/** `largest`: the bytes at which a new file is begun. */
export function activityFile(dataDir: string, host: string, largest = LARGEST_LOG): ActivityLog {
  const layout = layoutOf(dataDir)
  return {
    async append({ at, ...entry }) {
      const line = JSON.stringify({ at: new Date(at).toISOString(), actor: actor(), host, ...entry })
      try {
        if (appendLine(layout.activity, line) > largest) await rotate(layout, largest)
      } catch {
        // Read-only operators and a full disk: the result of the action itself is what they asked for.
      }
    },
    list(query) {
      try {
        return { ok: true, value: listEntries(layout, query) }
      } catch (error) {
        const { code } = error as NodeJS.ErrnoException
        if (code === 'EACCES' || code === 'EPERM')
          return err(failure('store_not_readable', { path: dataDir }))
        throw error
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

/**
 * One `write` with O_APPEND a line: two processes at once do not tear each other's lines. After a line that a full
 * disk or a power cut tore, a new one is begun. Returns the file's size.
 */
function appendLine(file: string, line: string): number {
  const handle = openSync(file, 'a+', RIGHTS)
  try {
    const { size } = fstatSync(handle)
    if (size === 0) chmod(file)
    const last = Buffer.alloc(1)
    const torn = size > 0 && readSync(handle, last, 0, 1, size - 1) === 1 && last[0] !== 0x0a
    return size + writeSync(handle, `${torn ? '\n' : ''}${line}\n`)
  } finally {
    closeSync(handle)
  }
}

/** The umask took the group's right to append. Only the file's owner may give it. */
function chmod(file: string): void {
  try {
    chmodSync(file, RIGHTS)
  } catch {
    // Another member of the group made it just now.
  }
}

function actor(): string {
  try {
    return userInfo().username
  } catch {
    return `uid ${process.getuid?.() ?? 'unknown'}` // a container's user without a name
  }
}

function sizeOf(file: string): number {
  try {
    return statSync(file, { throwIfNoEntry: false })?.size ?? 0
  } catch {
    return 0 // a folder that may not be read
  }
}
