// How far the refreshes of this host are, for its pages.
import type { RefreshProgress } from '#shared/contract/events.ts'

type Listener = (progress: RefreshProgress) => void

const NONE: RefreshProgress = { done: 0, total: 0, license: null }

export class Progress {
  #last = NONE
  readonly #listeners = new Set<Listener>()

  tell(progress: RefreshProgress): void {
    this.#last = progress
    for (const listener of this.#listeners) listener(progress)
  }

  /** Tells at once how it is now: whoever comes, or comes back, may have missed an end. Returns its own unsubscribe. */
  watch(listener: Listener): () => void {
    this.#listeners.add(listener)
    listener(this.#last)
    return () => void this.#listeners.delete(listener)
  }
}
