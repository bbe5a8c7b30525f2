// The licenses on this machine, kept true by the host's event.
import type { LicenseList } from '#shared/contract/views.ts'
import type { PageClient, PageFailure, PageResult } from '../bridge/bridge.ts'
import { judgedNow } from '#shared/messages/status-words.ts'
import { NextChange } from './next-change.ts'
import { HOUR } from '#shared/instant.ts'

type ListedAnswer =
  { readonly ok: true; readonly value: { readonly list: LicenseList } } | { readonly ok: false }

export class Licenses {
  /** null: not known yet. */
  list = $state.raw<LicenseList | null>(null)
  failure = $state.raw<PageFailure | null>(null)
  /** When the host gave the list. */
  takenAt = $state.raw<Date | null>(null)
  /** The time that ends are judged at, by the host's clock: of the list, and each hour that the page is open. */
  now = $state.raw(0)
  /** The name of a row that is to be opened, once it is there (`rowKey`). */
  wantedRow = $state.raw<string | null>(null)
  readonly #client: PageClient
  #asked = 0
  /** Own changes under way: each brings the list that it leads to. */
  #changing = 0
  /** Of the list that came last, whether it showed anything new or not. */
  #revision: string | null = null
  /** How far the host's judgement is from this clock: a browser may be on another machine. */
  #ahead = 0
  /** What the host told of meanwhile; null: nothing. */
  #told: string | null = null
  /** An end that is passed with the page open. */
  readonly #nextChange = new NextChange(() => void this.load())

  constructor(client: PageClient) {
    this.#client = client
    setInterval(() => (this.now = this.judgedWith(null)), HOUR)
    client.on('licenses.changed', ({ revision }) => {
      if (this.#changing > 0) this.#told = revision
      else this.#catchUpWith(revision)
    })
  }

  /** The time that ends are judged at now, and would be with a key that was signed then: it counts as this one does. */
  judgedWith(signed: string | null): number {
    return Math.max(Date.now() + this.#ahead, signed === null ? 0 : Date.parse(signed))
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

  /** A list that came with another answer is newer than any that was asked for. */
  take(list: LicenseList): void {
    this.#asked += 1
    this.#take(list)
  }

  activateOnline(code: string, signal: AbortSignal): Promise<PageResult<'licenses.activateOnline'>> {
    return this.#change(() => this.#client.call('licenses.activateOnline', { code }, signal))
  }

  activateOffline(code: string, offlineKey: string): Promise<PageResult<'licenses.activateOffline'>> {
    return this.#change(() => this.#client.call('licenses.activateOffline', { code, offlineKey }))
  }

  /** The list follows at once; `mark`: where the server is away, a later refresh returns the seat. */
  deactivate(id: string, whenServerIsAway: 'fail' | 'mark'): Promise<PageResult<'licenses.deactivate'>> {
    return this.#change(() => this.#client.call('licenses.deactivate', { id, whenServerIsAway }))
  }

  /** What a text is and what entering it would do; nothing is written. `code`: as typed so far. */
  inspect(text: string, code: string): Promise<PageResult<'licenses.inspect'>> {
    return this.#client.call('licenses.inspect', { text, code })
  }

  /** The whole License Code. Kept by whoever asked, for as long as it is shown. */
  revealCode(id: string): Promise<PageResult<'licenses.revealCode'>> {
    return this.#client.call('licenses.revealCode', { id })
  }

  /** What was recorded at each refresh, oldest first; `product`: its code. */
  usageHistory(product: string): Promise<PageResult<'usage.history'>> {
    return this.#client.call('usage.history', { product })
  }

  /** The host tells of an own change before it answers; the answer brings the list, so nothing is asked meanwhile. */
  async #change<A extends ListedAnswer>(call: () => Promise<A>): Promise<A> {
    this.#changing += 1
    const answer = await call().finally(() => (this.#changing -= 1))
    if (answer.ok) this.take(answer.value.list)
    if (this.#changing === 0 && this.#told !== null) this.#catchUpWith(this.#told)
    return answer
  }

  #catchUpWith(revision: string): void {
    this.#told = null
    if (revision !== this.#revision) void this.load()
  }

  #take(list: LicenseList): void {
    this.#revision = list.revision
    // The same rows again: nothing needs to be sorted or drawn anew.
    if (list.digest !== this.list?.digest) this.list = list
    this.takenAt = new Date()
    this.#ahead = judgedNow(list.clock) - this.takenAt.getTime()
    // A new list has new rows anyway; the same one keeps them, and with them all that was prepared.
    if (this.list === list || this.now === 0) this.now = judgedNow(list.clock)
    this.#nextChange.waitFor(list.nextChange, list.clock.now)
    this.failure = null
  }
}
