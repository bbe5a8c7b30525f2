// The connection's status, with listeners that hear of a change only.
import type { Failure } from '#shared/contract/errors.ts'
import type { Connection, ConnectionStatus } from './bridge.ts'

export class ObservableStatus implements Connection {
  refusal: Failure | null = null
  #status: ConnectionStatus
  readonly #listeners = new Set<(status: ConnectionStatus) => void>()

  constructor(status: ConnectionStatus) {
    this.#status = status
  }

  get status(): ConnectionStatus {
    return this.#status
  }

  set(status: ConnectionStatus): void {
    if (status === this.#status) return
    this.#status = status
    for (const listener of this.#listeners) listener(status)
  }

  onChange(listener: (status: ConnectionStatus) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }
}
