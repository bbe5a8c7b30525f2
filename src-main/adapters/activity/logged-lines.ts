// Both files of the log as one, for what else knew of a license and was lost.
import type { Layout } from '../file-store/layout.ts'
import { readState } from '../file-store/read-files.ts'

/** Oldest first. None of a file that cannot be read. */
export function loggedLines(layout: Layout): string[] {
  return [layout.olderActivity, layout.activity].flatMap((log) => {
    const state = readState(log)
    return state.is === 'text' ? state.text.split('\n') : []
  })
}
