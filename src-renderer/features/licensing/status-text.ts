// The status of a row in one short line.
import { statusLabel } from '#shared/messages/status-words.ts'
import { words } from '../../state/words.svelte.ts'
import type { LicenseRow } from './rows.ts'

/** The status, and that the product is stopped or how long it runs. */
export const statusText = (row: LicenseRow): string => statusLabel(row, row.now, words.messages)
