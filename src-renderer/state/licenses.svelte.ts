// The licenses on this machine, kept true by the host's event.
import type { LicenseList } from '#shared/contract/views.ts'
import type { PageClient, PageFailure, PageResult } from '../bridge/bridge.ts'
import type { Announcer } from './announcer.svelte.ts'
import type { AppInfo } from './app-info.svelte.ts'
import type { VendorNews } from './vendor-news.svelte.ts'
import { words } from './words.svelte.ts'

/** What a refresh could not check, in words. */
export interface RefreshReport {
  readonly title: string
  readonly problems: readonly { readonly id: string; readonly owner: string; readonly what: string }[]
}

interface Parts {
  readonly client: PageClient
  readonly info: AppInfo
  readonly news: VendorNews
  readonly announcer: Announcer
}

interface Unchecked {
  readonly id: string
  readonly owner: string
  readonly problem: string | null
}

export class Licenses {
  /** null: not known yet. */
  list = $state.raw<LicenseList | null>(null)
  failure = $state.raw<PageFailure | null>(null)
  /** When the host gave the list. */
  takenAt = $state.raw<Date | null>(null)
  checking = $state(false)
  /** What the last refresh could not check. */
  report = $state.raw<RefreshReport | null>(null)
  /** Why the last refresh was not possible at all. */
  refreshFailure = $state.raw<PageFailure | null>(null)
  readonly #client: PageClient
  readonly #info: AppInfo
  readonly #news: VendorNews
  readonly #announcer: Announcer
  #asked = 0

  constructor({ client, info, news, announcer }: Parts) {
    this.#client = client
    this.#info = info
    this.#news = news
    this.#announcer = announcer
    client.on('licenses.changed', ({ revision }) => {
      if (revision !== this.list?.revision) void this.load()
    })
  }

  async load(): Promise<void> {
    const asked = (this.#asked += 1)
    const answer = await this.#client.call('licenses.list', {})
    // A later question is under way: its answer is the newer one.
    if (asked !== this.#asked) return
    if (answer.ok) this.#take(answer.value)
    // What is on the page stays readable while the host is away; a banner says that it is.
    else if (answer.error.code !== 'host_stopped' || this.list === null) this.failure = answer.error
  }

  /** The check with the activation server, for all licenses at once. */
  async refresh(): Promise<void> {
    if (this.checking) return
    this.checking = true
    this.report = null
    this.refreshFailure = null
    this.#announcer.speak(words.page.licensing.refreshing)
    const answer = await this.#client.call('licenses.refresh', {})
    this.checking = false
    if (!answer.ok) {
      this.refreshFailure = answer.error
      this.#announcer.speak(words.explain(answer.error, this.#info.speaker).what)
      return
    }
    this.#asked += 1
    this.#take(answer.value.list)
    const { checked, changes, returns } = answer.value
    this.#tell(checked, returns)
    if (changes.length > 0) void this.#news.tell(changes)
  }

  activateOnline(code: string): Promise<PageResult<'licenses.activateOnline'>> {
    return this.#client.call('licenses.activateOnline', { code })
  }

  activateOffline(code: string, offlineKey: string): Promise<PageResult<'licenses.activateOffline'>> {
    return this.#client.call('licenses.activateOffline', { code, offlineKey })
  }

  /** The list follows at once; `mark`: where the server is away, a later check returns the seat. */
  async deactivate(
    id: string,
    whenServerIsAway: 'fail' | 'mark',
  ): Promise<PageResult<'licenses.deactivate'>> {
    const answer = await this.#client.call('licenses.deactivate', { id, whenServerIsAway })
    if (answer.ok) {
      this.#asked += 1
      this.#take(answer.value.list)
    }
    return answer
  }

  /** What a text is and what entering it would do; nothing is written. `code`: as typed so far. */
  inspect(text: string, code: string): Promise<PageResult<'licenses.inspect'>> {
    return this.#client.call('licenses.inspect', { text, code })
  }

  /** The whole License Code. Kept by whoever asked, for as long as it is shown. */
  revealCode(id: string): Promise<PageResult<'licenses.revealCode'>> {
    return this.#client.call('licenses.revealCode', { id })
  }

  /** What was recorded at each check, oldest first; `product`: its code. */
  usageHistory(product: string): Promise<PageResult<'usage.history'>> {
    return this.#client.call('usage.history', { product })
  }

  #take(list: LicenseList): void {
    // The same rows again: nothing needs to be sorted or drawn anew.
    if (list.revision !== this.list?.revision) this.list = list
    this.takenAt = new Date()
    this.failure = null
  }

  #tell(checked: readonly Unchecked[], returns: readonly Unchecked[]): void {
    const { licensing, notices } = words.page
    const failed = checked.filter(({ problem }) => problem !== null)
    const notReturned = returns.filter(({ problem }) => problem !== null)
    for (const { owner, problem } of returns)
      if (problem === null) this.#announcer.show('good', notices.returned(owner || licensing.unknownOwner))
    if (failed.length === 0 && notReturned.length === 0) {
      const { refreshed, refreshedNone } = licensing
      if (checked.length > 0 || returns.length === 0)
        this.#announcer.show('good', checked.length === 0 ? refreshedNone : refreshed(checked.length))
      return
    }
    const title =
      failed.length > 0
        ? licensing.refreshProblems(failed.length, checked.length)
        : notices.returnsFailed(notReturned.length)
    const seats = notReturned.map((one) => ({
      ...one,
      id: `return/${one.id}`,
      owner: notices.seatOf(one.owner || licensing.unknownOwner),
    }))
    this.#report(title, [...failed, ...seats])
  }

  #report(title: string, failed: readonly Unchecked[]): void {
    const server = this.#info.value?.server ?? ''
    const problems = failed.map(({ id, owner, problem }) => ({
      id,
      owner: owner || words.page.licensing.unknownOwner,
      what: words.explainCode(problem ?? '', this.#info.speaker, server).what,
    }))
    this.report = { title, problems }
    this.#announcer.speak([title, ...problems.map(({ owner, what }) => `${owner}: ${what}`)].join(' '))
  }
}
