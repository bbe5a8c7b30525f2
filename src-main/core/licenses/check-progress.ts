// How far the checks of this host are, for its pages.
import type { CheckProgress } from '#shared/contract/events.ts'

type Listener = (progress: CheckProgress) => void

export class Progress {
  readonly #listeners = new Set<Listener>()

  tell(progress: CheckProgress): void {
    for (const listener of this.#listeners) listener(progress)
  }

  /** Returns its own unsubscribe. */
  watch(listener: Listener): () => void {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }
}
