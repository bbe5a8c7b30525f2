// The status of a row in words: what stands on its badge, and the date below it.
import {
  statusDate as dateOf,
  statusLabel as labelOf,
  statusLine as lineOf,
} from '#shared/messages/status-words.ts'
import { words } from '../../state/words.svelte.ts'
import { dayText, endText, localDayText } from '../../ui/formats.ts'
import type { LicenseRow } from './rows.ts'

/** The status, and that the product is stopped. */
export const statusLabel = (row: LicenseRow): string => labelOf(row, words.messages)

/** When it stops, or what is known of when it stopped; empty: no date is. */
export function statusDate(row: LicenseRow): string {
  const { license, product, now } = row
  // Of a key that is not from a server there is no check.
  const lastCheck = license.mode === 'online' ? license.lastCheck : null
  const { expires } = product ?? license
  return dateOf(row, { expires, lastCheck }, now, words.messages, { ofEnd: dayText, of: localDayText })
}

/** In one line: for the search, and for what is copied or printed. */
export const statusText = (row: LicenseRow): string => lineOf(row, row.now, words.messages, endText)
