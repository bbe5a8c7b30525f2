// The activity log as the page shows it: the newest entries first, older ones when they are asked for.
import type { ActivityEntry } from '#shared/contract/activity-views.ts'
import type { Input } from '#shared/contract/contract.ts'
import type { PageClient, PageFailure, PageResult } from '../bridge/bridge.ts'
import type { Announcer } from '../state/announcer.svelte.ts'
import { whenQuiet } from '../state/when-quiet.ts'
import { words } from '../state/words.svelte.ts'
import { numberText } from '../ui/formats.ts'

const PAGE = 100
const MOST_AT_ONCE = 1000

/** null: all of them. */
export interface ActivityFilter {
  readonly action: string | null
  readonly result: 'ok' | 'failed' | null
  /** The id of a license. */
  readonly license: string | null
}
export const EVERYTHING: ActivityFilter = { action: null, result: null, license: null }

export class ActivityLog {
  /** null: not known yet. */
  entries = $state.raw<readonly ActivityEntry[] | null>(null)
  /** The place from which on there is more; null: there is nothing older. */
  next = $state.raw<string | null>(null)
  filter = $state.raw<ActivityFilter>(EVERYTHING)
  busy = $state<'reading' | 'older' | null>(null)
  failure = $state.raw<PageFailure | null>(null)
  failedAt = $state.raw<Date>(new Date(0))
  takenAt = $state.raw<Date | null>(null)
  readonly #client: PageClient
  readonly #announcer: Announcer
  readonly #atOnce: number
  #asked = 0
  /** To entries older than those at first. */
  #wentOn = false

  /** `atOnce`: so many entries are read at first, and added each time. */
  constructor(client: PageClient, announcer: Announcer, { filter = EVERYTHING, atOnce = PAGE } = {}) {
    this.#client = client
    this.#announcer = announcer
    this.filter = filter
    this.#atOnce = atOnce
  }

  async choose(filter: ActivityFilter): Promise<void> {
    this.filter = filter
    this.entries = null
    this.#wentOn = false
    const count = await this.read()
    if (count !== null) this.#say(words.page.activity.shown(numberText(count)))
  }

  /** From the newest on, as many as are shown. Returns how many; null: not yet. */
  async read(): Promise<number | null> {
    const asked = (this.#asked += 1)
    this.busy = 'reading'
    const limit = Math.min(Math.max(this.entries?.length ?? 0, this.#atOnce), MOST_AT_ONCE)
    const page = await this.#client.call('activity.list', question(this.filter, limit, null))
    // A later question is under way: its answer is the newer one.
    if (asked !== this.#asked) return null
    this.busy = null
    if (!page.ok) {
      this.#fail(page.error)
      return null
    }
    this.entries = page.value.entries
    this.next = page.value.next
    this.failure = null
    this.takenAt = new Date()
    return this.entries.length
  }

  /**
   * Reads again when something happened; returns what ends that. Whoever went on to older entries is not taken away
   * from them.
   */
  follow(): () => void {
    const soon = whenQuiet(() => {
      if (this.busy === null && !this.#wentOn) void this.read()
    })
    const unsubscribe = this.#client.on('activity.changed', () => soon.poke())
    return () => {
      unsubscribe()
      soon.stop()
    }
  }

  /** How many came; null: none could be read. */
  async older(): Promise<number | null> {
    if (this.next === null || this.busy !== null) return null
    const asked = (this.#asked += 1)
    this.busy = 'older'
    const page = await this.#client.call('activity.list', question(this.filter, this.#atOnce, this.next))
    if (asked !== this.#asked) return null
    this.busy = null
    if (!page.ok) {
      this.#fail(page.error)
      return null
    }
    const { entries, next } = page.value
    this.entries = [...(this.entries ?? []), ...entries]
    this.#wentOn = true
    this.next = next
    this.failure = null
    const { olderShown, noOlder } = words.page.activity
    this.#say(`${olderShown(numberText(entries.length))}${next === null ? ` ${noOlder}` : ''}`)
    return entries.length
  }

  /** All that filter and search let through, however old, as a file. */
  exported(format: 'csv' | 'json', search: string): Promise<PageResult<'activity.export'>> {
    const wanted = search.trim() === '' ? {} : { search }
    const { language } = words.messages
    return this.#client.call('activity.export', { format, language, ...filterOf(this.filter), ...wanted })
  }

  #fail(failure: PageFailure): void {
    this.failure = failure
    this.failedAt = new Date()
  }

  #say(text: string): void {
    this.#announcer.speak(text)
  }
}

function question(filter: ActivityFilter, limit: number, before: string | null): Input<'activity.list'> {
  return { limit, ...(before === null ? {} : { before }), ...filterOf(filter) }
}

const filterOf = ({ action, result, license }: ActivityFilter) => ({
  ...(action === null ? {} : { action }),
  ...(result === null ? {} : { result }),
  ...(license === null ? {} : { license }),
})
