// What happened, said to screen readers politely and shown for a short while.
import { words } from './words.svelte.ts'

const SHOWN_FOR = 10_000

export interface ShortNotice {
  readonly id: number
  readonly tone: 'good' | 'info' | 'bad'
  readonly text: string
}

export class Announcer {
  /** The live region's text. */
  spoken = $state('')
  notices = $state.raw<readonly ShortNotice[]>([])
  #last = 0

  /** Only for screen readers. The same words twice in a row are spoken twice. */
  speak(text: string): void {
    this.spoken = this.spoken === text ? `${text}\u00a0` : text
  }

  say(word: 'hostBack' | 'copied'): void {
    this.speak(words.page.shell[word])
  }

  /** Spoken, and visible until dismissed or for ten seconds. */
  show(tone: ShortNotice['tone'], text: string): void {
    const id = (this.#last += 1)
    this.notices = [...this.notices, { id, tone, text }]
    this.speak(text)
    setTimeout(() => this.dismiss(id), SHOWN_FOR)
  }

  dismiss(id: number): void {
    this.notices = this.notices.filter((notice) => notice.id !== id)
  }
}
