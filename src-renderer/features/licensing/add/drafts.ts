// What was typed for each task of the window, kept while the page lives.
import { TypedSoFar } from '#shared/formats/typed-key/typed-so-far.ts'

export interface Draft {
  readonly code: string
  readonly offline: boolean
  readonly offlineKey: string
  /** A key that is given row by row. */
  readonly rows: TypedSoFar
  /** How the Local License Key is given. */
  readonly keyForm: 'text' | 'rows'
}

export const NOTHING_TYPED: Draft = {
  code: '',
  offline: false,
  offlineKey: '',
  rows: TypedSoFar.nothing,
  keyForm: 'text',
}

const TO_SEND = 'send '

/** One license's answer is not shown in the task of another. */
export class Drafts {
  readonly #kept = new Map<string, Draft>()
  #task = 'enter '

  /** null: it is the same task as before. Without a draft of its own the new one begins with `begin`. */
  turnTo(task: string, left: Draft, begin: Draft): Draft | null {
    // To send the Unique Key for no license in particular is another task each time.
    if (task === this.#task && task !== TO_SEND) return null
    if (this.#task !== TO_SEND) this.#kept.set(this.#task, left)
    this.#task = task
    return this.#kept.get(task) ?? begin
  }
}
