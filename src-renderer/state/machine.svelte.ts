// This machine's Unique Key, read when it is first needed.
import type { Input, Output } from '#shared/contract/contract.ts'
import type { PageClient, PageFailure, PageResult } from '../bridge/bridge.ts'

export class Machine {
  /** The Unique Key, where its id comes from, and what is worth knowing about that; null: not known yet. */
  identity = $state.raw<Output<'machine.uniqueKey'> | null>(null)
  failure = $state.raw<PageFailure | null>(null)
  readonly #client: PageClient

  constructor(client: PageClient) {
    this.#client = client
  }

  get uniqueKey(): string | null {
    return this.identity?.uniqueKey ?? null
  }

  /** What to send to the representative, with the License Code and the host name where they are asked for. */
  request(wanted: Input<'machine.request'>): Promise<PageResult<'machine.request'>> {
    return this.#client.call('machine.request', wanted)
  }

  async load(): Promise<string | null> {
    if (this.uniqueKey !== null) return this.uniqueKey
    const key = await this.#client.call('machine.uniqueKey', {})
    if (key.ok) this.identity = key.value
    this.failure = key.ok ? null : key.error
    return this.uniqueKey
  }
}
