// Whether the program behind the page answers.
import type { Failure } from '#shared/contract/errors.ts'
import type { HostWatch, HostStatus } from '../bridge/bridge.ts'

interface Hooks {
  /** There is a host that knows this page: at first, and again after every loss. */
  readonly connected: () => void
  /** It does not answer any more. */
  readonly lost: () => void
  /** It had been lost. */
  readonly restored: () => void
}

export class HostState {
  status = $state<HostStatus>('up')
  readonly #host: HostWatch

  constructor(host: HostWatch, hooks: Hooks) {
    this.#host = host
    this.status = host.status
    host.onChange((status) => {
      const before = this.status
      this.status = status
      if (status !== 'up') {
        hooks.lost()
        return
      }
      if (before === 'down') hooks.restored()
      hooks.connected()
    })
    if (host.status === 'up') hooks.connected()
  }

  /** Why the page is signed out. */
  get refusal(): Failure {
    return this.#host.refusal ?? { code: 'not_authenticated', params: {} }
  }
}
