// Long texts cut short where a letter ends: never inside an emoji, a flag, or between a letter and its accent.
import { lazily } from './lazily.ts'

/** One for all: its rules do not depend on a language. */
const letters = lazily(() => new Intl.Segmenter('und', { granularity: 'grapheme' }))

/** More than this is no letter, whatever stands on top of each other. */
const LONGEST_LETTER = 64

/** At most `most` UTF-16 units. */
export function cutText(text: string, most: number): string {
  if (text.length <= most) return text
  const near = Math.max(0, most - LONGEST_LETTER)
  // A first cut may fall inside a letter itself; the letters behind it are whole again.
  const begun = letters()
    .segment(text.slice(near, most + LONGEST_LETTER))
    .containing(most - near)
  const end = near + (begun?.index ?? most - near)
  return text.slice(0, end > near || near === 0 ? end : withoutHalf(text, most))
}

/** Not between the two halves of one code point. */
function withoutHalf(text: string, end: number): number {
  const last = text.charCodeAt(end - 1)
  return last >= 0xd800 && last < 0xdc00 ? end - 1 : end
}
