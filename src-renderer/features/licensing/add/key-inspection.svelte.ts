// What the key in the field is, asked when the typing has come to rest, and before anything of it is applied.
import type { Inspection } from '#shared/contract/inspection.ts'
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

  /** Returns what calls it off, for when another letter is typed. */
  askSoon(key: string, code: string): () => void {
    let wanted = true
    const timer = setTimeout(() => {
      void this.#desk.licenses.inspect(key, code).then((answer) => {
        if (!wanted || !answer.ok) return
        this.found = answer.value
        const { kinds, verdicts } = words.messages.inspection
        this.#desk.announcer.speak(`${kinds[answer.value.kind]}. ${verdicts[answer.value.verdict]}`)
      })
    }, REST)
    return () => {
      wanted = false
      clearTimeout(timer)
    }
  }
}
