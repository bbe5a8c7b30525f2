// What the vendor changed and this person was not told yet, whichever refresh found it: Refresh, the daily one, a timer.
import type { LicenseChange } from '#shared/contract/activity-views.ts'
import { DAY } from '#shared/instant.ts'
import { changeText as sentence } from '#shared/messages/change-text.ts'
import type { PageClient } from '../bridge/bridge.ts'
import { endText } from '../ui/formats.ts'
import type { Announcer } from './announcer.svelte.ts'
import type { AppInfo } from './app-info.svelte.ts'
import type { Preferences } from './preferences.svelte.ts'
import { whenQuiet } from './when-quiet.ts'
import { words } from './words.svelte.ts'

const REFRESHES: ReadonlySet<string> = new Set(['refresh', 'automatic_check'])
const NEWEST_LINES = 200

interface Parts {
  readonly client: PageClient
  readonly info: AppInfo
  readonly preferences: Preferences
  readonly announcer: Announcer
}

export class VendorNews {
  changes = $state.raw<readonly LicenseChange[]>([])
  readonly #parts: Parts
  /** Of the newest line that was read. */
  #readUntil: string | null = null

  constructor(parts: Parts) {
    this.#parts = parts
    const soon = whenQuiet(() => void this.read())
    parts.client.on('activity.changed', () => soon.poke())
  }

  /** From the log: it knows what was found while no page was open. Whoever was never told hears of the last day. */
  async read(): Promise<void> {
    const page = await this.#parts.client.call('activity.list', { limit: NEWEST_LINES })
    if (!page.ok) return
    const { entries } = page.value
    this.#readUntil = entries[0]?.at ?? null
    const told = this.#parts.preferences.value.changesToldUntil
    const since = told === null ? Date.now() - DAY : Date.parse(told)
    const found = entries.filter(({ action, at }) => REFRESHES.has(action) && Date.parse(at) > since)
    this.#show(found.flatMap(({ changes }) => changes))
  }

  /** What a refresh answered; the log may not have been writable. */
  async tell(found: readonly LicenseChange[]): Promise<void> {
    await this.read()
    const known = new Set(this.changes.map(keyOf))
    this.#show([...found.filter((change) => !known.has(keyOf(change))), ...this.changes])
  }

  /** Told once: not again on this machine, in any host of this person. */
  async dismiss(): Promise<void> {
    this.changes = []
    if (this.#readUntil !== null) await this.#parts.preferences.set({ changesToldUntil: this.#readUntil })
  }

  #show(changes: readonly LicenseChange[]): void {
    const known = new Set(this.changes.map(keyOf))
    const isNew = changes.some((change) => !known.has(keyOf(change)))
    this.changes = changes
    if (!isNew) return
    const { announcer, info } = this.#parts
    announcer.speak([words.page.notices.changed(info.vendor), ...changes.map(changeText)].join('. '))
  }
}

const keyOf = (change: LicenseChange): string => JSON.stringify(change)

export const changeText = (change: LicenseChange): string =>
  `${change.owner}: ${sentence(change, words.messages, endText)}`
