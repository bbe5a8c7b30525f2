// What the key in the field is, asked when the typing has come to rest, and before anything of it is applied.
import type { Inspection } from '#shared/contract/inspection.ts'
import { inspectionVerdict } from '#shared/messages/inspection-verdict.ts'
import type { Desk } from '../../../state/desk.svelte.ts'
import { words } from '../../../state/words.svelte.ts'

/** Milliseconds without another letter. */
const REST = 400

export class KeyInspection {
  /** null: nothing to say yet. */
  found = $state.raw<Inspection | null>(null)
  readonly #desk: Desk

  constructor(desk: Desk) {
    this.#desk = desk
  }

  forget(): void {
    this.found = null
  }

  /** `judged`: when there is something to say. Returns what calls it off, for when another letter is typed. */
  askSoon(key: string, code: string, judged: () => void): () => void {
    let wanted = true
    const timer = setTimeout(() => {
      void this.#desk.licenses.inspect(key, code).then((answer) => {
        if (!wanted || !answer.ok) return
        this.found = answer.value
        judged()
        this.#desk.announcer.speak(inspectionVerdict(answer.value, words.messages.inspection))
      })
    }, REST)
    return () => {
      wanted = false
      clearTimeout(timer)
    }
  }
}
