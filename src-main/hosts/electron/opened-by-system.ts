// Links and files that the system opens with the app, kept until the page asks: before its start, and later on.
import { app } from 'electron'
import type { OpenedBySystem } from '#main/core/ports/desktop.ts'
import type { Opened } from '#shared/contract/opened.ts'
import { LINK_SCHEME, namedByArguments, readKeyFile, readLink } from './security/asked-to-open.ts'

export interface Openings extends OpenedBySystem {
  /** Of a start of the app, this one or one more. */
  takeArguments(args: readonly string[], folder: string): void
  /** Of a notification that was clicked. */
  openRow(row: string): void
  /** Of the application's menu. */
  openPage(page: 'settings' | 'about'): void
}

/** A page that never asks has no more of them. */
const MOST_WAITING = 20

/** Before `ready`: macOS tells of what the app was started with right after it. `came`: the window is wanted. */
export function openingsOfSystem(came: () => void): Openings {
  let waiting: readonly Opened[] = []
  const listeners = new Set<() => void>()
  const keep = (...opened: readonly Opened[]) => {
    if (opened.length === 0) return
    waiting = [...waiting, ...opened].slice(-MOST_WAITING)
    for (const listener of listeners) listener()
  }
  app.on('open-url', (event, url) => {
    event.preventDefault()
    keep(readLink(url))
    came()
  })
  app.on('open-file', (event, file) => {
    event.preventDefault()
    keep(readKeyFile(file))
    came()
  })
  // Elsewhere the package says so to the system.
  if (process.platform === 'win32' && app.isPackaged) app.setAsDefaultProtocolClient(LINK_SCHEME)
  return {
    take() {
      const [first = null, ...others] = waiting
      waiting = others
      return first
    },
    watch(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    takeArguments: (args, folder) => keep(...namedByArguments(args, folder)),
    openPage(page) {
      keep({ kind: 'page', page })
      came()
    },
    openRow(row) {
      keep({ kind: 'row', row })
      came()
    },
  }
}
