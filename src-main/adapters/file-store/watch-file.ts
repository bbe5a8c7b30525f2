// Tells when a file of the data folder changed, whichever process wrote it, and whatever became of the folder meanwhile.
import { statSync, watch, type FSWatcher } from 'node:fs'
import path from 'node:path'
import { nameOf, parentOf, pathOf, type Place } from './place.ts'

/** Milliseconds. A folder that is replaced tells it at once; one over which a disk is mounted does not. */
const LOOK_AGAIN = 10_000

/**
 * `file`: in the data folder itself. `stamp` says what it is now; the listener hears of another one alone. A folder
 * that cannot be watched (no permission yet, no inotify left) still answers every question asked. One that was replaced,
 * as by a restore, is watched anew, and the listener hears of what is in it. Returns its own unsubscribe.
 */
export function watchFile<T extends string | number>(
  file: Place,
  stamp: () => T,
  listener: (stamp: T) => void,
): () => void {
  const folder = pathOf(parentOf(file))
  let last = stamp()
  let watched: { readonly watcher: FSWatcher | null; readonly identity: string } | null = null
  const look = () => {
    const now = stamp()
    if (now === last) return
    last = now
    listener(now)
  }
  /** Whatever lies there under that name now. */
  const follow = () => {
    const identity = identityOf(folder)
    if (watched?.identity === identity) return
    watched?.watcher?.close()
    const isName = (name: string | null) => name === null || name === nameOf(file)
    const watcher = identity === '' ? null : watchFolder(folder, (name) => isName(name) && look())
    watched = { watcher, identity }
  }
  follow()
  /** One that is not made yet appears in there. */
  const watchAbove = () =>
    watchFolder(path.dirname(folder), (name) => {
      if (name !== null && name !== path.basename(folder)) return
      follow()
      look()
    })
  let above = watchAbove()
  const timer = setInterval(() => {
    above ??= watchAbove()
    follow()
    look()
  }, LOOK_AGAIN).unref()
  return () => {
    clearInterval(timer)
    above?.close()
    watched?.watcher?.close()
  }
}

/** Null: it cannot be watched. */
function watchFolder(folder: string, listener: (name: string | null) => void): FSWatcher | null {
  try {
    const watcher = watch(folder, { persistent: false }, (_, name) => listener(name))
    watcher.on('error', () => watcher.close())
    return watcher
  } catch {
    return null
  }
}

/** Of the folder itself, where a link leads to it. Empty where there is nothing that may be looked at. */
function identityOf(folder: string): string {
  try {
    const { dev, ino } = statSync(folder, { bigint: true })
    return `${dev}:${ino}`
  } catch {
    return ''
  }
}
