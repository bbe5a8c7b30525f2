// What the Licensing page offers at its start as the next step: how it is called, and what it does.
import type { Desk } from '../../state/desk.svelte.ts'
import type { Step } from '../../state/next-step.svelte.ts'
import { words } from '../../state/words.svelte.ts'
import { nextOf } from './next-step.ts'
import { helpedBy, windowLabel, windowOpening } from './remedies.ts'
import type { LicenseRow } from './rows.ts'

interface OnTheCard {
  /** Brings what is stopped to the top of the table. */
  readonly showFirst: () => void
  readonly focusContact: () => void
}

/** null: what helps is done elsewhere. */
export function stepOfPage(
  { activation, host, info, licenses, refresh }: Desk,
  rows: readonly LicenseRow[],
  { showFirst, focusContact }: OnTheCard,
): Step | null {
  if (host.status === 'down') return null
  const { licensing, failure } = words.page
  const failed = refresh.failure !== null || refresh.report !== null
  const offlineOnly = info.value?.offlineOnly === true
  const next = nextOf(licenses.list, rows, {
    failed,
    refused: refresh.report?.refused ?? false,
    offlineOnly,
  })
  switch (next) {
    case 'refresh':
      return { label: licensing.refresh, act: () => void refresh.run() }
    case 'reload':
      return { label: failure.tryAgain, act: () => void licenses.load() }
    case 'first':
      return { label: licensing.summary.showFirst, act: showFirst }
    case 'contact':
      return { label: licensing.contact(info.vendor), act: focusContact }
    case 'add':
      return { label: licensing.add, act: () => activation.show() }
    default:
      return {
        label: windowLabel(next),
        act: () => activation.show(windowOpening(next, helpedBy(next, rows, offlineOnly))),
      }
  }
}
