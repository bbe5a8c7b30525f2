// What the log still knows of licenses that were activated here and never deactivated, for a note of them that was lost.
import type { MissingLicense } from '#main/core/ports/license-store.ts'
import type { Layout } from '../file-store/layout.ts'
import { readEntry } from './list-entries.ts'
import { loggedLines } from './logged-lines.ts'

export type LoggedLicense = Pick<MissingLicense, 'id' | 'mode' | 'codeMasked'>

const MODES: Readonly<Record<string, LoggedLicense['mode']>> = {
  activate_online: 'online',
  activate_offline: 'offline',
}

/** Each by its last line. `codeMasked` is empty where an earlier version wrote that line. */
export function loggedLicenses(layout: Layout): LoggedLicense[] {
  const licenses = new Map<string, LoggedLicense>()
  for (const line of loggedLines(layout)) {
    if (!/"(?:de)?activate/.test(line)) continue
    const { action = '', result, subject: id, params } = readEntry(line) ?? {}
    if (!id || result !== 'ok') continue
    const mode = MODES[action]
    const code = params?.['codeMasked']
    if (mode) licenses.set(id, { id, mode, codeMasked: typeof code === 'string' ? code : '' })
    else if (action === 'deactivate') licenses.delete(id)
  }
  return [...licenses.values()]
}
