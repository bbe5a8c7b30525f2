// This machine's Unique Key, read when it is first needed.
import type { Input } from '#shared/contract/contract.ts'
import type { PageClient, PageFailure, PageResult } from '../bridge/bridge.ts'

export class Machine {
  uniqueKey = $state<string | null>(null)
  failure = $state.raw<PageFailure | null>(null)
  readonly #client: PageClient

  constructor(client: PageClient) {
    this.#client = client
  }

  /** What to send to the representative, with the License Code and the host name where they are asked for. */
  request(wanted: Input<'machine.request'>): Promise<PageResult<'machine.request'>> {
    return this.#client.call('machine.request', wanted)
  }

  async load(): Promise<string | null> {
    if (this.uniqueKey !== null) return this.uniqueKey
    const key = await this.#client.call('machine.uniqueKey', {})
    if (key.ok) this.uniqueKey = key.value.uniqueKey
    this.failure = key.ok ? null : key.error
    return this.uniqueKey
  }
}
