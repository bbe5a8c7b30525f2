// What a person presses against a status: a refresh, or the window that adds a license, opened where the help is.
import type { LicenseStatus } from '#shared/license/status.ts'
import { words } from '../../state/words.svelte.ts'
import type { LicenseRow } from './rows.ts'

/** What the window is opened for: a key that has come, a license once more, or the Unique Key to send. */
export type WindowFor = 'key' | 'again' | 'ask' | 'offline'

export interface Remedy {
  readonly refresh: boolean
  /** null: no key helps. */
  readonly window: WindowFor | null
}

/** Nothing on the page helps; the vendor does, or there is nothing to mend. */
const WITHOUT_REMEDY: ReadonlySet<LicenseStatus> = new Set([
  'active',
  'clock_problem',
  'suspended',
  'revoked',
  'unknown',
])

type Facts = Pick<LicenseRow, 'status' | 'end'> & { readonly license: Pick<LicenseRow['license'], 'mode'> }

/** `offlineOnly`: this installation asks no server. */
export function remedyOf({ status, end, license }: Facts, offlineOnly: boolean): Remedy {
  if (WITHOUT_REMEDY.has(status)) return { refresh: false, window: null }
  const online = license.mode === 'online' && !offlineOnly
  if (status === 'invalid' || status === 'other_machine')
    return { refresh: false, window: online || status === 'invalid' ? 'again' : 'ask' }
  if (status === 'check_overdue') return { refresh: !offlineOnly, window: 'offline' }
  if (end?.of === 'local_key') return { refresh: false, window: 'ask' }
  return { refresh: online, window: 'key' }
}

/** Of several: one refresh is for all, and one window. What a refresh may mend needs no key first. */
export function remedyOfAll(rows: readonly Facts[], offlineOnly: boolean): Remedy {
  const all = rows.map((row) => remedyOf(row, offlineOnly))
  const refresh = all.some((one) => one.refresh)
  const wanted = new Set(all.flatMap(({ window }) => (window === null ? [] : [window])))
  if (refresh) wanted.delete('offline')
  const [window = null, ...others] = wanted
  return { refresh, window: others.length > 0 ? 'key' : window }
}

export function windowLabel(window: WindowFor): string {
  const { enterNewKey, activateAgain, askForKey, activateOffline } = words.page.licensing
  return { key: enterNewKey, again: activateAgain, ask: askForKey, offline: activateOffline }[window]
}

/** How the window opens for it: where a key is wanted, at the step that sends the Unique Key. */
export function windowOpening(window: WindowFor, offline: boolean): { offline: boolean; send: boolean } {
  const send = window === 'ask' || window === 'offline'
  return { offline: offline || send, send }
}
