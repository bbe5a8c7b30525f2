// The page's state as a whole: made once from the bridge, found by every component through the context.
import { createContext } from 'svelte'
import type { Bridge, PageClient, Platform } from '../bridge/bridge.ts'
import { Activation } from './activation.svelte.ts'
import { Announcer } from './announcer.svelte.ts'
import { AppInfo } from './app-info.svelte.ts'
import { HostState } from './host.svelte.ts'
import { Exporter } from './exporter.svelte.ts'
import { LicenseRefresh } from './license-refresh.svelte.ts'
import { Licenses } from './licenses.svelte.ts'
import { Machine } from './machine.svelte.ts'
import { NextStep } from './next-step.svelte.ts'
import { Preferences } from './preferences.svelte.ts'
import { Route } from './route.svelte.ts'
import { Unwritten } from './unwritten.svelte.ts'
import { VendorNews } from './vendor-news.svelte.ts'

export class Desk {
  /** For the state of pages that are loaded when they are opened. */
  readonly client: PageClient
  readonly platform: Platform
  readonly announcer = new Announcer()
  readonly route: Route
  readonly info: AppInfo
  readonly machine: Machine
  readonly preferences: Preferences
  readonly news: VendorNews
  readonly licenses: Licenses
  readonly refresh: LicenseRefresh
  readonly activation = new Activation()
  readonly nextStep = new NextStep()
  readonly exporter: Exporter
  readonly unwritten: Unwritten
  /** Settings were typed that are not in force yet: told on every page. */
  unsavedSettings = $state(false)
  readonly host: HostState

  constructor(bridge: Bridge, window: Window) {
    const { client } = bridge
    this.client = client
    this.platform = bridge.platform
    this.route = new Route(window)
    this.info = new AppInfo(client)
    this.machine = new Machine(client)
    this.preferences = new Preferences(client, window)
    this.news = new VendorNews({
      client,
      info: this.info,
      preferences: this.preferences,
      announcer: this.announcer,
    })
    this.licenses = new Licenses(client)
    const { info, licenses, news, announcer, platform } = this
    this.refresh = new LicenseRefresh({ client, info, licenses, news, announcer })
    this.exporter = new Exporter({ client, platform, announcer, info })
    this.unwritten = new Unwritten(client, announcer)
    client.on('desktop.opened', () => void this.#takeOpened())
    this.host = new HostState(bridge.host, {
      connected: () => this.load(),
      lost: () => this.refresh.forgetProgress(),
      restored: () => this.announcer.say('hostBack'),
    })
  }

  /** What the table shows may not be so any more. */
  get isStale(): boolean {
    return this.host.status === 'down' || this.licenses.failure !== null
  }

  /** Everything that the page shows at first; again after the host was lost, when it may have changed. */
  load(): void {
    // Asked first: nothing of a page is shown before them.
    const chosen = this.preferences.load()
    void this.licenses.load()
    const told = this.info.load()
    void told.then(() => this.#takeOpened())
    // What was told already is one of the preferences, and news name the vendor.
    void Promise.all([chosen, told]).then(() => this.news.read())
  }

  async #takeOpened(): Promise<void> {
    if (this.info.value?.host !== 'desktop') return
    const { showOpened } = await import('./opened.ts')
    await showOpened(this)
  }
}

export const [useDesk, provideDesk] = createContext<Desk>()
