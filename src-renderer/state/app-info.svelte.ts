// What the program behind the page says of itself: vendor, version, host.
import type { Output } from '#shared/contract/contract.ts'
import type { Speaker } from '#shared/messages/explanation.ts'
import type { PageClient } from '../bridge/bridge.ts'

export class AppInfo {
  value = $state.raw<Output<'app.info'> | null>(null)
  readonly #client: PageClient

  constructor(client: PageClient) {
    this.#client = client
  }

  get vendor(): string {
    return this.value?.vendor.name ?? ''
  }

  /** Who the words speak for. */
  get speaker(): Speaker {
    return { vendor: this.vendor, support: this.value?.vendor.supportEmail ?? '' }
  }

  async load(): Promise<void> {
    const info = await this.#client.call('app.info', {})
    if (info.ok) this.value = info.value
  }
}
