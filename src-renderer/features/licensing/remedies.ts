// What a person presses against a status: a refresh, or the window that adds a license, opened where the help is.
import type { LicenseView } from '#shared/contract/views.ts'
import type { LicenseStatus } from '#shared/license/status.ts'
import type { Opening } from '../../state/activation.svelte.ts'
import { words } from '../../state/words.svelte.ts'
import type { LicenseRow } from './rows.ts'

/** What the window is opened for: a key that has come, a license once more, or the Unique Key to send. */
export type WindowFor = 'key' | 'again' | 'ask' | 'offline'

export interface Remedy {
  readonly refresh: boolean
  /** null: no key helps. */
  readonly window: WindowFor | null
  /** What is most urgent no refresh mends: the window comes before a refresh that is for others. */
  readonly windowFirst?: boolean | undefined
}

/** Nothing on the page helps; the vendor does, or there is nothing to mend. */
const WITHOUT_REMEDY: ReadonlySet<LicenseStatus> = new Set([
  'active',
  'clock_problem',
  'suspended',
  'revoked',
  'unknown',
])

interface Facts
  extends Pick<LicenseRow, 'status' | 'end'>, Partial<Pick<LicenseRow, 'mayRun' | 'released' | 'until'>> {
  readonly license: Pick<LicenseRow['license'], 'mode'>
}

/** `offlineOnly`: this installation asks no server. */
export function remedyOf({ status, mayRun, released, end, license }: Facts, offlineOnly: boolean): Remedy {
  if (released && (mayRun || status === 'check_overdue')) return { refresh: false, window: 'again' }
  if (WITHOUT_REMEDY.has(status)) return { refresh: false, window: null }
  const online = license.mode === 'online' && !offlineOnly
  if (status === 'invalid' || status === 'other_machine')
    return { refresh: false, window: online || status === 'invalid' ? 'again' : 'ask' }
  if (status === 'check_overdue') return { refresh: !offlineOnly, window: 'offline' }
  if (end?.of === 'local_key') return { refresh: false, window: 'ask' }
  return { refresh: online, window: 'key' }
}

/** Of what is unknown: neither yes nor no. */
export const isStopped = ({ mayRun, status }: Pick<LicenseRow, 'mayRun' | 'status'>): boolean =>
  !mayRun && status !== 'unknown'

const NO_REMEDY: Remedy = { refresh: false, window: null }

/** Of what is stopped: one thing that helps all of it; none where they need more than one. */
export function remedyOfStopped(rows: readonly Facts[], offlineOnly: boolean): Remedy {
  const all = rows.map((row) => remedyOf(row, offlineOnly))
  const [first] = all
  return first && all.every(({ refresh, window }) => refresh === first.refresh && window === first.window)
    ? first
    : NO_REMEDY
}

/** Of several: one refresh is for all, and one window. What a refresh may mend needs no key first. */
export function remedyOfAll(rows: readonly Facts[], offlineOnly: boolean): Remedy {
  const all = rows.map((row) => remedyOf(row, offlineOnly))
  const urgent = mostUrgent(rows, all)
  if (urgent?.refresh === false && urgent.window !== null && all.some(({ refresh }) => refresh))
    return { refresh: true, window: urgent.window, windowFirst: true }
  const refresh = all.some((one) => one.refresh)
  const wanted = new Set(all.flatMap(({ window }) => (window === null ? [] : [window])))
  if (refresh) wanted.delete('offline')
  const [window = null, ...others] = wanted
  return { refresh, window: others.length > 0 ? 'key' : window }
}

/** Of what runs, that of the end which comes first; null: something that can be mended is stopped already. */
function mostUrgent(rows: readonly Facts[], remedies: readonly Remedy[]): Remedy | null {
  let found: { readonly until: string; readonly remedy: Remedy } | null = null
  for (const [index, { mayRun, until }] of rows.entries()) {
    const remedy = remedies[index]
    if (!remedy || (!remedy.refresh && remedy.window === null)) continue
    if (mayRun !== true) return null
    if (until && (found === null || until < found.until)) found = { until, remedy }
  }
  return found?.remedy ?? null
}

export function windowLabel(window: WindowFor): string {
  const { enterNewKey, activateAgain, askForKey, activateOffline } = words.page.licensing
  return { key: enterNewKey, again: activateAgain, ask: askForKey, offline: activateOffline }[window]
}

/** The licenses that it is opened for, out of all that are told of: others among them want a refresh, or another window. */
export function helpedBy<L extends Facts['license']>(
  window: WindowFor,
  rows: readonly (Facts & { readonly license: L })[],
  offlineOnly: boolean,
): readonly L[] {
  const wanted = rows.filter((row) => {
    const own = remedyOf(row, offlineOnly)
    // The window for a key that has come is that for several wants too.
    return own.window === window || (window === 'key' && own.window !== null && !own.refresh)
  })
  return wanted.map(({ license }) => license)
}

/** How the window opens for it, and for which license where it is one: where a key is wanted, at the step that sends the Unique Key. */
export function windowOpening(window: WindowFor, licenses: readonly LicenseView[]): Opening {
  const send = window === 'ask' || window === 'offline'
  const [first] = licenses
  const license = licenses.every(({ id }) => id === first?.id) ? (first ?? null) : null
  const offline = licenses.length > 0 && licenses.every(({ mode }) => mode === 'offline')
  return { offline: offline || send, send, ask: window === 'ask', license }
}
