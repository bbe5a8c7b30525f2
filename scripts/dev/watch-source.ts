// Calls back when the source of a program changes, once for all that is saved together.
import { watch } from 'node:fs'
import path from 'node:path'

/** One save is often several events: a temporary file, its rename, its rights. */
const TOGETHER_MS = 50

/** `folders`: relative to `root`. Returns what ends it. */
export function watchSource(
  root: string,
  folders: readonly string[],
  changed: (file: string) => void,
): () => void {
  let timer: NodeJS.Timeout | undefined
  const watchers = folders.map((folder) =>
    watch(path.join(root, folder), { recursive: true }, (_, name) => {
      if (name === null || !/\.(ts|mjs|json|sql|svelte|css|html)$/.test(name)) return
      clearTimeout(timer)
      timer = setTimeout(() => changed(path.join(folder, name)), TOGETHER_MS)
    }),
  )
  return () => {
    clearTimeout(timer)
    for (const watcher of watchers) watcher.close()
  }
}
