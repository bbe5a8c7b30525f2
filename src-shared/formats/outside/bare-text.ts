// One code or key alone, without what stands around it in a mail or in what our own programs print.
import { charSet, type CharSet } from '../text/char-set.ts'
import { Cursor } from '../text/cursor.ts'
import { shortPattern } from '../text/short-pattern.ts'
import { trimmed } from '../text/whole-text.ts'

/** What our programs, and people, write before one. */
const NAME_BEFORE = shortPattern(
  /^(?:(?:your\s+)?(?:license\s+(?:code|key)|code|unique\s+key|return\s+code))\s*[:=]\s*/i,
)
/** Quotes of all kinds, brackets, and the marks at the end of a sentence. */
const AROUND = charSet(/[\s"'`\p{Pi}\p{Pf}\u201e\u201a<>()[\]{}*_.,;:]/u)

/** For codes and keys of ours, whose letters are none of these marks. `text`: undone (undo-damage.ts). */
export function bareText(text: string): string {
  return trimmedOf(AROUND, withoutName(trimmedOf(AROUND, text)))
}

/** The text without white space around it, and without the name that programs and people write before a code. */
export function withoutName(text: string): string {
  const bare = trimmed(text)
  return bare.slice(NAME_BEFORE.atStart(bare)?.[0]?.length ?? 0)
}

/** Without the characters of the set that stand before all others and behind them. */
function trimmedOf(set: CharSet, text: string): string {
  const cursor = new Cursor(text)
  cursor.skip(set)
  const start = cursor.at
  let end = start
  while (!cursor.atEnd) {
    cursor.skipTo(set)
    end = cursor.at
    cursor.skip(set)
  }
  return text.slice(start, end)
}

/** A code of another issuer: nothing inside it is touched, only what nobody sees around it. */
export const trimmedUnseen = (text: string): string => trimmedOf(UNSEEN, text)

const UNSEEN = charSet(/[\s\0\p{Cf}]/u)
