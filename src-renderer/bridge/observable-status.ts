// Whether the host answers, with listeners that hear of a change only.
import type { Failure } from '#shared/contract/errors.ts'
import type { HostWatch, HostStatus } from './bridge.ts'

export class ObservableStatus implements HostWatch {
  refusal: Failure | null = null
  #status: HostStatus
  readonly #listeners = new Set<(status: HostStatus) => void>()

  constructor(status: HostStatus) {
    this.#status = status
  }

  get status(): HostStatus {
    return this.#status
  }

  set(status: HostStatus): void {
    if (status === this.#status) return
    this.#status = status
    for (const listener of this.#listeners) listener(status)
  }

  onChange(listener: (status: HostStatus) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }
}
