// The person's preferences, and the theme on the document.
import type { Preferences as Stored } from '#shared/contract/views.ts'
import type { PageClient, PageFailure } from '../bridge/bridge.ts'

export const THEMES = ['system', 'light', 'dark'] as const
type Theme = Stored['theme']

// What is needed before the host has answered is remembered in the browser as well.
const THEME_KEY = 'activation-desk.theme'
const KEYS_KEY = 'activation-desk.single-keys'

export class Preferences {
  theme = $state<Theme>('system')
  /** WCAG 2.1.4: shortcuts of one key can be turned off. */
  singleKeys = $state(true)
  failure = $state.raw<PageFailure | null>(null)
  readonly #client: PageClient
  readonly #window: Window

  constructor(client: PageClient, window: Window) {
    this.#client = client
    this.#window = window
    this.singleKeys = window.localStorage.getItem(KEYS_KEY) !== 'off'
    const remembered = THEMES.find((theme) => theme === window.localStorage.getItem(THEME_KEY))
    if (remembered) this.#apply(remembered)
  }

  async load(): Promise<void> {
    const stored = await this.#client.call('preferences.get', {})
    if (stored.ok) this.#apply(stored.value.theme)
  }

  /** Shown at once; `failure` says when it could not be kept. */
  async setTheme(theme: Theme): Promise<void> {
    this.#apply(theme)
    const stored = await this.#client.call('preferences.set', { theme })
    this.failure = stored.ok ? null : stored.error
  }

  setSingleKeys(on: boolean): void {
    this.singleKeys = on
    this.#window.localStorage.setItem(KEYS_KEY, on ? 'on' : 'off')
  }

  #apply(theme: Theme): void {
    this.theme = theme
    this.#window.localStorage.setItem(THEME_KEY, theme)
    const root = this.#window.document.documentElement
    if (theme === 'system') delete root.dataset.theme
    else root.dataset.theme = theme
  }
}
