// Export: the host writes the content, the platform saves it.
import type { Input } from '#shared/contract/contract.ts'
import type { PageClient, PageFailure, Platform } from '../bridge/bridge.ts'
import type { Announcer } from './announcer.svelte.ts'
import { words } from './words.svelte.ts'

export class Exporter {
  failure = $state.raw<PageFailure | null>(null)
  busy = $state(false)
  readonly #client: PageClient
  readonly #platform: Platform
  readonly #announcer: Announcer

  constructor(client: PageClient, platform: Platform, announcer: Announcer) {
    this.#client = client
    this.#platform = platform
    this.#announcer = announcer
  }

  async save(wanted: Input<'export.create'>): Promise<void> {
    this.failure = null
    this.busy = true
    const made = await this.#client.call('export.create', wanted)
    this.busy = false
    const saved = made.ok ? await this.#platform.saveFile(made.value) : made
    if (!saved.ok) this.failure = saved.error
    else if (saved.value !== null) this.#announcer.show('good', words.page.licensing.exported(saved.value))
  }
}
