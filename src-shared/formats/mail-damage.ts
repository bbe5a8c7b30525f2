// What mail programs, word processors and phones do to a pasted key, undone: none of it is ever part of a key.
import { charSet, LINE_BREAK } from './text/char-set.ts'
import { Cursor } from './text/cursor.ts'
import { hasAny, replaced } from './text/whole-text.ts'

/** Dashes of typography, which stand for one or two of the keyboard's. */
const LONG_DASH = charSet(/[\u2014\u2015\u2e3a]/)
const SHORT_DASH = charSet(/[\u2010-\u2013\u2212\uff0d]/)
/** Characters without width are dropped. */
const WITHOUT_WIDTH = charSet(/[\u200b-\u200f\u2060\ufeff\u00ad]/)
/** All of these, and spaces of other widths, which become plain ones. */
const DAMAGED = charSet(/[\u00a0\u00ad\u1680\u2000-\u2015\u202f\u205f\u2060\u2212\u2e3a\u3000\ufeff\uff0d]/)
/** What may stand before a line that is quoted, once or several times. */
const BEFORE_LINE = charSet(/[ \t>|\u00a0\u00ad\u1680\u2000-\u200f\u202f\u205f\u2060\u3000\ufeff]/)
const QUOTE = charSet(/[>|]/)
/** Without any of these a text is as it was. */
const TRACE = charSet(/[>|\u00a0\u00ad\u1680\u2000-\u2015\u202f\u205f\u2060\u2212\u2e3a\u3000\ufeff\uff0d]/)

/** A few passes, and none that starts anew. Line breaks stay as they are. */
export function undoMailDamage(text: string): string {
  if (!hasAny(text, TRACE)) return text
  const cursor = new Cursor(text)
  let whole = ''
  while (!cursor.atEnd) {
    const before = cursor.take(BEFORE_LINE)
    if (!hasAny(before, QUOTE)) whole += replaced(before, DAMAGED, undone)
    whole += replaced(cursor.takeTo(LINE_BREAK), DAMAGED, undone)
    whole += cursor.take(LINE_BREAK)
  }
  return whole
}

function undone(letter: string): string {
  if (WITHOUT_WIDTH.has(letter)) return ''
  if (LONG_DASH.has(letter)) return '--'
  return SHORT_DASH.has(letter) ? '-' : ' '
}
