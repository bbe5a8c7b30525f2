// For what a press may put away: a focus that was within goes on to what comes next, as a person reads, and not to nowhere.
import { tick } from 'svelte'

const FOCUSABLE = 'a[href], button, input, select, textarea, summary, [tabindex="0"]'

export function passesFocusOn(box: HTMLElement): () => void {
  let following: HTMLElement[] = []
  const remember = () => {
    // Out of a window nothing goes on to the page behind it.
    const around: ParentNode = box.closest('[role=dialog]') ?? document
    following = [...around.querySelectorAll<HTMLElement>(FOCUSABLE)].filter(
      (one) => !box.contains(one) && box.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING,
    )
    following.push(...around.querySelectorAll<HTMLElement>('main'))
  }
  box.addEventListener('focusin', remember)
  return () => {
    // What is beside it may be drawn anew for it, a folded notice as a whole.
    void tick().then(() => {
      if (document.activeElement !== document.body) return
      following.find((one) => one.checkVisibility())?.focus()
    })
  }
}
