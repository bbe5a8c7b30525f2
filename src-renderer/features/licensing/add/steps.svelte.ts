// Which of the two numbered steps of an offline activation stands open, and what is shown in place of the Unique Key.
import type { Entered } from './entered.svelte.ts'

export class Steps {
  /** What is shown in place of the Unique Key. */
  panel = $state<'qr' | 'request' | null>(null)
  /** The step that the person opened again. */
  #opened = $state<'send' | 'answer' | null>(null)
  readonly #entered: Entered

  constructor(entered: Entered) {
    this.#entered = entered
  }

  /** A key is in the field, whole or not: the field becomes one line. */
  get isTaken(): boolean {
    return this.#opened !== 'answer' && this.#entered.hasKey
  }

  /** The answer is here, or about to be typed: the Unique Key becomes one line. */
  get isSent(): boolean {
    const { keyForm, hasKey } = this.#entered
    return this.#opened !== 'send' && this.panel === null && (keyForm === 'rows' || hasKey)
  }

  unfold(step: 'send' | 'answer'): void {
    this.#opened = step
    if (step === 'answer') this.panel = null
  }

  /** What was opened again has done its work. */
  fold(): void {
    this.#opened = null
  }

  togglePanel(which: 'qr' | 'request'): void {
    this.panel = this.panel === which ? null : which
  }

  /** As they are before anything is done. */
  reset(): void {
    this.panel = null
    this.#opened = null
  }
}
