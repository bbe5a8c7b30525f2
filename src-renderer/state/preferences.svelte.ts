// What the person chose: shown at once, remembered by the host, and the theme put on the document.
import { DEFAULT_PREFERENCES } from '#shared/contract/default-preferences.ts'
import type { Preferences as Chosen } from '#shared/contract/views.ts'
import type { PageClient, PageFailure } from '../bridge/bridge.ts'

export const THEMES = ['system', 'light', 'dark'] as const
type Theme = Chosen['theme']

// The theme is needed before the host has answered, so the browser remembers it as well.
const THEME_KEY = 'activation-desk.theme'
/** Dragging a column changes its width many times a second. */
const WRITE_AFTER = 400

export class Preferences {
  #value = $state.raw<Chosen>(DEFAULT_PREFERENCES)
  /** The host has answered, or cannot: what is shown from now on is what counts. */
  ready = $state(false)
  failure = $state.raw<PageFailure | null>(null)
  readonly #client: PageClient
  readonly #window: Window
  #unwritten: Partial<Chosen> = {}
  #timer: number | undefined

  constructor(client: PageClient, window: Window) {
    this.#client = client
    this.#window = window
    const remembered = THEMES.find((theme) => theme === window.localStorage.getItem(THEME_KEY))
    if (remembered) this.#show({ theme: remembered })
    window.addEventListener('pagehide', () => void this.#write())
  }

  get value(): Chosen {
    return this.#value
  }

  get theme(): Theme {
    return this.#value.theme
  }

  get singleKeys(): boolean {
    return this.#value.singleKeys
  }

  async load(): Promise<void> {
    const stored = await this.#client.call('preferences.get', {})
    if (stored.ok) this.#show({ ...stored.value, ...this.#unwritten })
    this.ready = true
  }

  /** Shown and written at once; `failure` says when it could not be kept. */
  async set(change: Partial<Chosen>): Promise<void> {
    this.#change(change)
    await this.#write()
  }

  /** Shown at once, written a little later: for what changes in quick steps. */
  remember(change: Partial<Chosen>): void {
    this.#change(change)
    this.#window.clearTimeout(this.#timer)
    this.#timer = this.#window.setTimeout(() => void this.#write(), WRITE_AFTER)
  }

  #change(change: Partial<Chosen>): void {
    this.#show(change)
    this.#unwritten = { ...this.#unwritten, ...change }
  }

  async #write(): Promise<void> {
    this.#window.clearTimeout(this.#timer)
    const change = this.#unwritten
    if (Object.keys(change).length === 0) return
    this.#unwritten = {}
    const stored = await this.#client.call('preferences.set', change)
    this.failure = stored.ok ? null : stored.error
  }

  #show(change: Partial<Chosen>): void {
    this.#value = { ...this.#value, ...change }
    const { theme } = this.#value
    this.#window.localStorage.setItem(THEME_KEY, theme)
    const root = this.#window.document.documentElement
    if (theme === 'system') delete root.dataset.theme
    else root.dataset.theme = theme
  }
}
