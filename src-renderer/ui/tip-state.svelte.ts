// When a tooltip shows: after a moment of hover, at once on keyboard focus, until the pointer has left it too.
import type { Attachment } from 'svelte/attachments'
import { on } from 'svelte/events'
import { tooltipsAreHushed } from './hush.ts'

const DELAY = 300

export class TipState {
  /** What the tooltip stands beside; null: it is not shown. */
  anchor = $state.raw<HTMLElement | null>(null)
  #timer: ReturnType<typeof setTimeout> | undefined

  readonly showSoon = (anchor: HTMLElement): void => {
    this.keep()
    this.#timer = setTimeout(() => (this.anchor = anchor), DELAY)
  }

  readonly hide = (): void => {
    this.keep()
    this.anchor = null
  }

  readonly hideSoon = (): void => {
    this.keep()
    this.#timer = setTimeout(this.hide, DELAY)
  }

  /** The pointer has come back. */
  readonly keep = (): void => clearTimeout(this.#timer)

  /** Focus by a press needs no explanation, nor does one that was given back. */
  readonly focused = (anchor: HTMLElement): void => {
    if (!anchor.matches(':focus-visible') || tooltipsAreHushed()) return
    this.keep()
    this.anchor = anchor
  }

  /** For an element with a tooltip of its own. */
  readonly of: Attachment<HTMLElement> = (element) => {
    const moved = () => this.showSoon(element)
    const stops = [
      on(element, 'pointerenter', ({ pointerType }) => {
        if (pointerType === 'touch') return
        // A window closed above a pointer that has not moved: its button has done its work.
        if (tooltipsAreHushed()) element.addEventListener('pointermove', moved, { once: true })
        else this.showSoon(element)
      }),
      on(element, 'pointerleave', this.hideSoon),
      on(element, 'focus', () => this.focused(element)),
      on(element, 'blur', this.hide),
      on(element, 'click', this.hide),
    ]
    return () => {
      this.hide()
      for (const stop of stops) stop()
    }
  }
}
