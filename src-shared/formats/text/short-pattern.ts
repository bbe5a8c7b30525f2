// Regular expressions for short texts alone: how long one takes for a long text of a stranger is anybody's guess.
import { SHORT_TEXT } from './char-set.ts'
import { countWhole } from './cursor.ts'

export interface ShortPattern {
  /** No text beyond `SHORT_TEXT` characters matches. */
  matches(text: string): boolean
  /** In the first `SHORT_TEXT` characters: the whole match and its groups, or null. Groups without a match are empty. */
  atStart(text: string): readonly string[] | null
}

/** `pattern` begins with `^`; one for whole texts also ends with `$`. */
export function shortPattern(pattern: RegExp): ShortPattern {
  if (!pattern.source.startsWith('^') || pattern.global || pattern.multiline)
    throw new RangeError('a short pattern begins where the text does')
  return {
    matches: (text) => {
      if (text.length > SHORT_TEXT) return false
      countWhole(text)
      return pattern.test(text)
    },
    atStart: (text) => {
      const start = text.slice(0, SHORT_TEXT)
      countWhole(start)
      const found = pattern.exec(start)
      return found && Array.from(found, (group: string | undefined) => group ?? '')
    },
  }
}
