// Tells when a file of the data folder changed, whichever process wrote it.
import { watch } from 'node:fs'
import { makeFolder } from './folders.ts'
import { nameOf, parentOf, pathOf, type Place } from './place.ts'

/**
 * `file`: in the data folder itself. `stamp` says what it is now; the listener hears of another one alone. A folder
 * that cannot be watched (no permission yet, no inotify left) still answers every question asked. Returns its own
 * unsubscribe.
 */
export function watchFile<T extends string | number>(
  file: Place,
  stamp: () => T,
  listener: (stamp: T) => void,
): () => void {
  const folder = parentOf(file)
  let last: T | undefined
  try {
    makeFolder(folder)
    const watcher = watch(pathOf(folder), { persistent: false }, (_, name) => {
      if (name !== null && name !== nameOf(file)) return
      const now = stamp()
      if (now === last) return
      last = now
      listener(now)
    })
    last = stamp()
    watcher.on('error', () => watcher.close())
    return () => watcher.close()
  } catch {
    return () => undefined
  }
}
