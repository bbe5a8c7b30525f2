// What happened, said to screen readers politely and shown for a short while: one thing at a time, the newest.
import { words } from './words.svelte.ts'

const SHOWN_FOR = 10_000

export interface ShortNotice {
  readonly tone: 'good' | 'info' | 'bad'
  readonly text: string
}

export class Announcer {
  /** The live region's text. */
  spoken = $state('')
  notice = $state.raw<ShortNotice | null>(null)
  #timer: ReturnType<typeof setTimeout> | undefined

  /** Only for screen readers. The same words twice in a row are spoken twice. */
  speak(text: string): void {
    this.spoken = this.spoken === text ? `${text}\u00a0` : text
  }

  say(word: 'hostBack' | 'copied'): void {
    this.speak(words.page.shell[word])
  }

  /** Spoken, and visible until dismissed, for ten seconds, or until there is something newer. */
  show(tone: ShortNotice['tone'], text: string): void {
    this.dismiss()
    this.notice = { tone, text }
    this.speak(text)
    this.#timer = setTimeout(() => this.dismiss(), SHOWN_FOR)
  }

  dismiss(): void {
    clearTimeout(this.#timer)
    this.notice = null
  }
}
