// What mail programs, word processors, phones and consoles put in the place of a text's characters, undone.
import { CONTROL, charSet, LINE_BREAK } from '../text/char-set.ts'
import { Cursor } from '../text/cursor.ts'
import { shortPattern } from '../text/short-pattern.ts'
import { hasAny, placeOf, replaced } from '../text/whole-text.ts'

/** Dashes of typography, which stand for one or two of the keyboard's. */
const LONG_DASH = charSet(/[\u2014\u2015\u2e3a]/)
const SHORT_DASH = charSet(/[\u2010-\u2013\u2212\ufe63]/)
/** Without width, and zeros of UTF-16 that was read as something else. */
const UNSEEN = charSet(/[\0\p{Cf}\p{Default_Ignorable_Code_Point}]/u)
const WIDE_SPACE = charSet(/[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/)
/** ASCII in the width of East Asian letters. */
const FULL_WIDTH = charSet(/[\uff01-\uff5e]/)
const FULL_WIDTH_OFFSET = 0xfee0
/** All of these. */
export const CHANGED = charSet(
  /[\0\p{Cf}\p{Default_Ignorable_Code_Point}\u00a0\u1680\u2000-\u200a\u2010-\u2015\u202f\u205f\u2212\u2e3a\u3000\ufe63\uff01-\uff5e]/u,
)

/** None of it is ever part of a key or a code of ours. */
export function plainCharacters(text: string): string {
  return hasAny(text, CHANGED) ? replaced(text, CHANGED, plain) : text
}

function plain(letter: string): string {
  if (UNSEEN.has(letter)) return ''
  if (WIDE_SPACE.has(letter)) return ' '
  if (LONG_DASH.has(letter)) return '--'
  if (SHORT_DASH.has(letter)) return '-'
  return FULL_WIDTH.has(letter) ? String.fromCharCode(letter.charCodeAt(0) - FULL_WIDTH_OFFSET) : letter
}

const BEFORE_LINE = charSet(/[ \t>|]/)
const QUOTE = charSet(/[>|]/)

/** What stands before a line that is quoted, once or several times, is dropped. Line breaks stay as they are. */
export function withoutQuoting(text: string): string {
  if (!hasAny(text, QUOTE)) return text
  const cursor = new Cursor(text)
  let whole = ''
  while (!cursor.atEnd) {
    const before = cursor.take(BEFORE_LINE)
    if (!hasAny(before, QUOTE)) whole += before
    whole += cursor.takeTo(LINE_BREAK)
    whole += cursor.take(LINE_BREAK)
  }
  return whole
}

export const ESCAPE = '\u001b'
const AFTER_ESCAPE = shortPattern(/^(?:\[[0-?]{0,10}[@-~]|[@-Z\\^_])/)
const LONGEST_SEQUENCE = 12

/** The colors of a terminal, and the marks that it puts around what is pasted (ECMA-48). */
export function withoutEscapes(text: string): string {
  if (placeOf(text, ESCAPE) < 0) return text
  const cursor = new Cursor(text)
  let whole = ''
  while (!cursor.atEnd) {
    whole += cursor.takeTo(CONTROL)
    const control = cursor.next()
    if (control !== ESCAPE) whole += control
    else {
      const ahead = cursor.between(cursor.at, cursor.at + LONGEST_SEQUENCE)
      const after = ahead.startsWith(ESCAPE) ? '' : (AFTER_ESCAPE.atStart(ahead)?.[0] ?? '')
      for (let passed = 0; passed < after.length; passed += 1) cursor.next()
    }
  }
  return whole
}
