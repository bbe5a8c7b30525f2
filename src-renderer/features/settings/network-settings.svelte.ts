// The machine-wide settings as the page edits them: what is stored, what is typed, and what saving it changes.
import type { Input } from '#shared/contract/contract.ts'
import type { SettingName, SettingsView } from '#shared/contract/settings.ts'
import type { PageClient, PageFailure } from '../../bridge/bridge.ts'
import type { Announcer } from '../../state/announcer.svelte.ts'
import type { AppInfo } from '../../state/app-info.svelte.ts'
import type { LicenseRefresh } from '../../state/license-refresh.svelte.ts'
import { words } from '../../state/words.svelte.ts'
import { proxyAddress, proxyParts, type ProxyParts } from './proxy-parts.ts'

export type NetworkField = 'address' | 'password' | 'noProxy' | 'caFile' | 'decision' | 'checkInterval'
type Change = Input<'settings.set'>

const FIELD_OF: Readonly<Partial<Record<PageFailure['code'], NetworkField>>> = {
  proxy_address_invalid: 'address',
  proxy_kind_not_supported: 'address',
  no_proxy_invalid: 'noProxy',
  ca_file_not_usable: 'caFile',
}

/** What a decision can take the place of. All else that is not read may be whole. */
type Replaceable = keyof typeof words.page.network.unreadable.todo

function replaceable(failure: PageFailure): Replaceable | null {
  if (failure.code !== 'settings_not_readable') return null
  const { reason } = failure.params
  return Object.hasOwn(words.page.network.unreadable.todo, reason) ? (reason as Replaceable) : null
}

function isCheckInterval(text: string): boolean {
  const hours = /^\d{1,2}$/.test(text.trim()) ? Number(text) : 0
  return hours >= 1 && hours <= 24
}

interface Parts {
  readonly client: PageClient
  readonly info: AppInfo
  readonly announcer: Announcer
  readonly refresh: LicenseRefresh
}

export class NetworkSettings {
  /** null: not read yet, or not readable. */
  view = $state.raw<SettingsView | null>(null)
  /** It is known what is stored, or that it cannot be known. */
  ready = $state(false)
  /** Why it is not known what is stored, which may say “offline only”: saving replaces it by what was decided. */
  unreadable = $state<Replaceable | null>(null)
  decision = $state<'' | 'offline' | 'online'>('')
  failure = $state.raw<PageFailure | null>(null)
  failedAt = $state.raw<Date>(new Date(0))
  problem = $state.raw<{ readonly field: NetworkField; readonly text: string } | null>(null)
  saving = $state(false)
  /** How often other ones were stored from here. */
  saves = $state(0)
  mode = $state<'system' | 'none' | 'manual'>('system')
  address = $state('')
  user = $state('')
  password = $state('')
  noProxy = $state('')
  caFile = $state('')
  offlineOnly = $state(false)
  /** As it was typed. */
  checkInterval = $state('')
  readonly #parts: Parts

  constructor(parts: Parts) {
    this.#parts = parts
  }

  /** Of the stored address; no secret is in it. */
  get stored(): ProxyParts {
    return proxyParts(this.view?.proxy.url ?? null)
  }

  /** An administrator laid it down: it is shown, and not changed here. */
  isManaged(name: SettingName): boolean {
    return this.view?.managed.includes(name) === true
  }

  /** What saving sends: what differs from what is stored. */
  get change(): Change {
    const { view } = this
    const offlineOnly = view ? this.offlineOnly : this.decision === 'offline'
    const caFile = this.caFile.trim() === '' ? null : this.caFile.trim()
    const same = view !== null && view.proxy.mode === this.mode && !this.#manualDiffers
    return {
      ...(same ? {} : { proxy: this.#proxy }),
      ...(view?.caFile === caFile ? {} : { caFile }),
      ...(view?.offlineOnly === offlineOnly ? {} : { offlineOnly }),
      ...(!view || String(view.checkIntervalHours) === this.checkInterval.trim()
        ? {}
        : { checkIntervalHours: Number(this.checkInterval) }),
    }
  }

  get dirty(): boolean {
    return Object.keys(this.change).length > 0
  }

  /** At this moment, by what is stored or by the vendor. */
  get isOfflineOnly(): boolean {
    return this.#parts.info.value?.offlineOnly === true || this.view?.offlineOnly === true
  }

  /** The vendor's profile says so, whatever is stored. */
  get offlineByVendor(): boolean {
    return this.#parts.info.value?.offlineOnly === true && this.view?.offlineOnly === false
  }

  async load(): Promise<void> {
    const { client, info, refresh } = this.#parts
    // The command line may have changed it.
    const [answer] = await Promise.all([client.call('settings.get', {}), info.load()])
    this.ready = true
    this.failure = null
    if (answer.ok) {
      this.#show(answer.value)
      if (refresh.failure?.code === 'offline_only' && !this.isOfflineOnly) refresh.forgetOutcome()
      return
    }
    this.unreadable = replaceable(answer.error)
    this.#fail(answer.error)
  }

  discard(): void {
    this.problem = null
    this.failure = null
    if (this.view) this.#show(this.view)
  }

  /** What was typed stays unless it was saved. */
  async save(): Promise<'saved' | 'wrong_field' | 'failed'> {
    const { client, info, announcer, refresh } = this.#parts
    this.problem = null
    if (!this.dirty) {
      announcer.show('info', words.page.network.nothingToSave)
      return 'saved'
    }
    if (this.unreadable && this.decision === '') {
      this.problem = { field: 'decision', text: words.page.network.unreadable.decideFirst }
      return 'wrong_field'
    }
    this.failure = null
    if (this.view && !isCheckInterval(this.checkInterval)) {
      this.problem = { field: 'checkInterval', text: words.page.network.checkIntervalWrong }
      return 'wrong_field'
    }
    if (this.#passwordIsMissing) {
      this.problem = { field: 'password', text: words.page.network.passwordAgain }
      return 'wrong_field'
    }
    this.saving = true
    const answer = await client.call('settings.set', this.change)
    this.saving = false
    if (answer.ok) {
      await info.load()
      refresh.forgetOutcome()
      this.#show(answer.value)
      this.saves += 1
      announcer.show('good', words.page.network.saved)
      return 'saved'
    }
    const field = FIELD_OF[answer.error.code]
    if (field === undefined) {
      this.#fail(answer.error)
      return 'failed'
    }
    const { what, cause } = words.explain(answer.error, info.speaker)
    this.problem = { field, text: `${what} ${cause}` }
    return 'wrong_field'
  }

  get #proxy(): NonNullable<Change['proxy']> {
    const { mode } = this
    return mode === 'manual' ? { mode, url: this.#url, noProxy: this.noProxy } : { mode }
  }

  /** The address as it was shown stands for the stored one, password included. */
  get #url(): string {
    const { address, user } = this.stored
    const untouched = address === this.address && user === this.user && this.password === ''
    return untouched ? (this.view?.proxy.url ?? '') : proxyAddress(this)
  }

  get #manualDiffers(): boolean {
    const before = this.view?.proxy
    return this.mode === 'manual' && (this.#url !== before?.url || this.noProxy !== before.noProxy)
  }

  get #passwordIsMissing(): boolean {
    if (this.mode !== 'manual' || this.user === '' || this.password !== '') return false
    return this.stored.hasPassword && this.#url !== this.view?.proxy.url
  }

  #show(view: SettingsView): void {
    this.view = view
    this.unreadable = null
    this.decision = ''
    this.mode = view.proxy.mode
    this.address = this.stored.address
    this.user = this.stored.user
    this.password = ''
    this.noProxy = view.proxy.noProxy ?? ''
    this.caFile = view.caFile ?? ''
    this.offlineOnly = view.offlineOnly
    this.checkInterval = String(view.checkIntervalHours)
  }

  #fail(failure: PageFailure): void {
    this.failure = failure
    this.failedAt = new Date()
    this.#parts.announcer.speak(words.explain(failure, this.#parts.info.speaker).what)
  }
}
