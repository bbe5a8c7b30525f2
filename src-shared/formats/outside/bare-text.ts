// One code or key alone, without what stands around it in a mail or in what our own programs print.
import { charSet } from '../text/char-set.ts'
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
  return withoutAround(withoutName(withoutAround(text)))
}

/** The text without white space around it, and without the name that programs and people write before a code. */
export function withoutName(text: string): string {
  const bare = trimmed(text)
  return bare.slice(NAME_BEFORE.atStart(bare)?.[0]?.length ?? 0)
}

function withoutAround(text: string): string {
  const cursor = new Cursor(text)
  cursor.skip(AROUND)
  const start = cursor.at
  let end = start
  while (!cursor.atEnd) {
    cursor.skipTo(AROUND)
    end = cursor.at
    cursor.skip(AROUND)
  }
  return text.slice(start, end)
}

/** A code of another issuer: nothing inside it is touched, only what nobody sees around it. */
export function trimmedUnseen(text: string): string {
  const cursor = new Cursor(text)
  cursor.skip(UNSEEN)
  const start = cursor.at
  let end = start
  while (!cursor.atEnd) {
    cursor.skipTo(UNSEEN)
    end = cursor.at
    cursor.skip(UNSEEN)
  }
  return text.slice(start, end)
}

const UNSEEN = charSet(/[\s\0\p{Cf}]/u)
