// A set of characters, written as one class of a regular expression, and how far its members or the others reach.

/** The longest text that a regular expression sees. */
export const SHORT_TEXT = 200

export class CharSet {
  readonly #class: string
  readonly #flags: string
  /** Made when they are asked: a gate loads many sets and asks few. */
  #members: RegExp | null = null
  #others: RegExp | null = null

  /** `pattern`: one class, `/[…]/`, with or without `i`. It is asked about whole code points. */
  constructor({ source, flags }: RegExp) {
    if (!/^\[[^]+\]$/.test(source) || !/^[iu]*$/.test(flags))
      throw new RangeError('a set of characters is one class of a regular expression')
    this.#flags = flags.includes('u') ? flags : `${flags}u`
    this.#class = source.slice(1, -1)
  }

  /** How many UTF-16 units from `at` on are members, or are not: none behind the first of the other kind is looked at. */
  reach(text: string, at: number, members: boolean): number {
    const pattern = members
      ? (this.#members ??= new RegExp(`^[${this.#class}]*`, this.#flags))
      : (this.#others ??= new RegExp(`^[^${this.#class}]*`, this.#flags))
    let end = at
    for (;;) {
      const piece = wholePiece(text, end)
      const length = pattern.exec(piece)?.[0].length ?? 0
      end += length
      if (length < piece.length || length === 0) return end - at
    }
  }

  has(letter: string): boolean {
    return letter !== '' && this.reach(letter, 0, true) > 0
  }
}

/** A short text that ends between two code points. */
function wholePiece(text: string, at: number): string {
  const last = text.charCodeAt(at + SHORT_TEXT - 1)
  const isHalf = last >= 0xd800 && last < 0xdc00
  return text.slice(at, at + SHORT_TEXT - (isHalf ? 1 : 0))
}

export const charSet = (pattern: RegExp): CharSet => new CharSet(pattern)

export const SPACE = charSet(/[\s]/)
export const DIGIT = charSet(/[0-9]/)
export const LINE_BREAK = charSet(/[\n\r\u2028\u2029]/)
/** What a text in one line has none of. */
export const CONTROL = charSet(/[\p{Cc}]/u)
/** What people put between the letters of a code, typography's dashes too. */
export const SPACE_OR_DASH = charSet(/[\s\-\u2010-\u2015]/)
