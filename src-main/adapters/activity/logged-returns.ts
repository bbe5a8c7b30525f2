// What the log still knows of offline keys that were returned, for a `returned.json` that was lost.
import type { ReturnedKey } from '#main/core/ports/license-store.ts'
import { readReturnCode } from '#shared/formats/return-code.ts'
import type { Layout } from '../file-store/layout.ts'
import { readState } from '../file-store/read-files.ts'
import { readEntry } from './list-entries.ts'

/** The newest key of each license; its code says when it was issued. */
export function loggedReturns(layout: Layout): ReturnedKey[] {
  const keys = new Map<string, ReturnedKey>()
  for (const log of [layout.olderActivity, layout.activity]) {
    const state = readState(log)
    for (const line of state.is === 'text' ? state.text.split('\n') : []) {
      const key = returnedIn(line)
      if (key && key.issued >= (keys.get(key.licenseId)?.issued ?? -Infinity)) keys.set(key.licenseId, key)
    }
  }
  return [...keys.values()]
}

function returnedIn(line: string): ReturnedKey | null {
  if (!line.includes('"deactivate"')) return null
  const entry = readEntry(line)
  if (entry?.action !== 'deactivate' || entry.result !== 'ok' || !entry.subject || !entry.returnCode)
    return null
  const read = readReturnCode(entry.returnCode)
  if (!read.ok) return null
  const { text: returnCode, issued, returned } = read.value
  return { licenseId: entry.subject, issued, returned, returnCode }
}
