// What the log still knows of licenses that were deactivated here, for what else knew it and was lost.
import type { Layout } from '../file-store/layout.ts'
import { readEntry } from './list-entries.ts'
import { loggedLines } from './logged-lines.ts'

export interface LoggedDeactivation {
  readonly id: string
  readonly owner: string
  readonly codeMasked: string
  /** Null: it was of no offline key, or did not come about. */
  readonly returnCode: string | null
}

/** Oldest first. */
export const loggedDeactivations = (layout: Layout): LoggedDeactivation[] =>
  loggedLines(layout).flatMap((line) => deactivationIn(line))

function deactivationIn(line: string): LoggedDeactivation[] {
  if (!line.includes('"deactivate"')) return []
  const entry = readEntry(line)
  if (entry?.action !== 'deactivate' || !entry.subject) return []
  const { owner, codeMasked } = entry.params ?? {}
  const text = (value: unknown) => (typeof value === 'string' ? value : '')
  const returnCode = entry.result === 'ok' ? entry.returnCode : null
  return [{ id: entry.subject, owner: text(owner), codeMasked: text(codeMasked), returnCode }]
}
