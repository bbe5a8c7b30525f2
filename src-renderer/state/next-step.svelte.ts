// What a person most likely does next on the page that is open: the frame offers it at the page's start, as the skip link is.
export interface Step {
  /** As the button for it is called. */
  readonly label: string
  readonly act: () => void
}

export class NextStep {
  /** null: the page offers none. */
  value = $state.raw<Step | null>(null)

  /** As long as an effect lives. */
  offer(step: Step): () => void {
    this.value = step
    return () => {
      if (this.value === step) this.value = null
    }
  }
}
