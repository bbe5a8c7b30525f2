// Whether the program behind the page answers.
import type { Failure } from '#shared/contract/errors.ts'
import type { Connection, ConnectionStatus } from '../bridge/bridge.ts'

interface Hooks {
  /** There is a host that knows this page: at first, and again after every loss. */
  readonly connected: () => void
  /** It does not answer any more. */
  readonly lost: () => void
  /** It had been lost. */
  readonly restored: () => void
}

export class ConnectionState {
  status = $state<ConnectionStatus>('up')
  readonly #connection: Connection

  constructor(connection: Connection, hooks: Hooks) {
    this.#connection = connection
    this.status = connection.status
    connection.onChange((status) => {
      const before = this.status
      this.status = status
      if (status !== 'up') {
        hooks.lost()
        return
      }
      if (before === 'down') hooks.restored()
      hooks.connected()
    })
    if (connection.status === 'up') hooks.connected()
  }

  /** Why the page is signed out. */
  get refusal(): Failure {
    return this.#connection.refusal ?? { code: 'not_authenticated', params: {} }
  }
}
