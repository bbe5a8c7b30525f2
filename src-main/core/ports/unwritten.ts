// What lies beside the licenses and was not written though an action of this host went well, for its pages.
import type { StoreProblem } from './license-store.ts'

type Listener = (problem: StoreProblem) => void

export class UnwrittenNews {
  readonly #listeners = new Set<Listener>()

  tell(problem: StoreProblem): void {
    for (const listener of this.#listeners) listener(problem)
  }

  /** Returns its own unsubscribe. */
  watch(listener: Listener): () => void {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }
}
