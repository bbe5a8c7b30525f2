// Calls back when the source of a program changes, once for all that is saved together.
import { readdirSync, statSync, watch, type FSWatcher } from 'node:fs'
import path from 'node:path'

/** One save is often several events: a temporary file, its rename, its rights. */
const TOGETHER_MS = 50
const SOURCE = /\.(ts|mjs|json|sql|svelte|css|html)$/

/**
 * `folders`: relative to `root`, with all that is below. Returns what ends it. Each folder is watched by itself: Node's
 * watching of a whole tree follows files on Linux, and loses one that an editor replaces by another.
 */
export function watchSource(
  root: string,
  folders: readonly string[],
  changed: (file: string) => void,
): () => void {
  let timer: NodeJS.Timeout | undefined
  const watchers = new Map<string, FSWatcher>()

  function tell(file: string): void {
    if (!SOURCE.test(file)) return
    clearTimeout(timer)
    timer = setTimeout(() => changed(file), TOGETHER_MS)
  }

  const isFolder = (place: string): boolean =>
    statSync(path.join(root, place), { throwIfNoEntry: false })?.isDirectory() ?? false

  /** `isNew`: what is in it already was not seen coming. */
  function follow(folder: string, isNew: boolean): void {
    try {
      const watcher = watch(path.join(root, folder), (event, name) => {
        if (name !== null) meet(path.join(folder, name), event === 'rename')
      })
      watcher.on('error', () => forget(folder))
      watchers.set(folder, watcher)
      for (const name of readdirSync(path.join(root, folder))) {
        const place = path.join(folder, name)
        if (isFolder(place)) follow(place, isNew)
        else if (isNew) tell(place)
      }
    } catch (error) {
      // Gone again: whoever removed it is heard of in the folder above.
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    }
  }

  /** A file or a folder that is not as it was; `came`: or went, or is another one of that name. */
  function meet(place: string, came: boolean): void {
    if (came) forget(place)
    if (!isFolder(place)) tell(place)
    else if (came) follow(place, true)
  }

  /** A folder and all that was below it. */
  function forget(folder: string): void {
    for (const [place, watcher] of watchers)
      if (place === folder || place.startsWith(folder + path.sep)) {
        watcher.close()
        watchers.delete(place)
      }
  }

  for (const folder of folders) follow(folder, false)
  return () => {
    clearTimeout(timer)
    for (const watcher of watchers.values()) watcher.close()
  }
}
