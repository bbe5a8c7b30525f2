// Reads a text from outside once, from its start to its end, and counts every character that it looks at.
import type { CharSet } from './char-set.ts'

let read = 0

/**
 * How many characters all cursors of this process have looked at. The formats look at text from outside through cursors
 * alone (a lint rule holds them to it), so the difference between two answers is what a reader cost.
 */
export const charactersRead = (): number => read

/** For the counted operations on whole texts, which leave the work to the runtime. */
export function countWhole(text: string): void {
  read += text.length
}

/** Goes forwards only. Places and lengths are counted in UTF-16 units. */
export class Cursor {
  readonly #text: string
  #at = 0

  constructor(text: string) {
    this.#text = text
  }

  get at(): number {
    return this.#at
  }

  get atEnd(): boolean {
    return this.#at >= this.#text.length
  }

  /** One character, whatever it is; empty at the end. */
  next(): string {
    if (this.atEnd) return ''
    read += 1
    const letter = String.fromCodePoint(this.#text.codePointAt(this.#at) ?? 0)
    this.#at += letter.length
    return letter
  }

  /** Passes the characters of the set; how long they were. */
  skip(set: CharSet): number {
    return this.#run(set, true)
  }

  /** Passes all characters up to the first of the set. */
  skipTo(set: CharSet): number {
    return this.#run(set, false)
  }

  take(set: CharSet): string {
    const start = this.#at
    this.skip(set)
    return this.#text.slice(start, this.#at)
  }

  takeTo(set: CharSet): string {
    const start = this.#at
    this.skipTo(set)
    return this.#text.slice(start, this.#at)
  }

  /** Passes this very word where it comes next. */
  takeWord(word: string): boolean {
    read += word.length
    if (!this.#text.startsWith(word, this.#at)) return false
    this.#at += word.length
    return true
  }

  /** Passes everything up to this word and the word itself; without it, nothing. `word` is one of ours, and short. */
  skipPast(word: string): boolean {
    const found = this.#text.indexOf(word, this.#at)
    const end = found < 0 ? this.#text.length : found + word.length
    read += end - this.#at
    if (found >= 0) this.#at = end
    return found >= 0
  }

  /** What lies between two places; nothing of it is looked at. */
  between(start: number, end: number): string {
    return this.#text.slice(start, end)
  }

  /** What has not been read yet; nothing of it is looked at. */
  get rest(): string {
    return this.#text.slice(this.#at)
  }

  #run(set: CharSet, members: boolean): number {
    const length = set.reach(this.#text, this.#at, members)
    read += length + 1
    this.#at += length
    return length
  }
}
