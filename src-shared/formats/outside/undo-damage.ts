// The one door for text from outside (docs/formats/text-from-outside.md): what happened to it on its way is undone before
// anything looks for a code or a key in it.
import { CHANGED, ESCAPE, plainCharacters, withoutEscapes, withoutQuoting } from './characters.ts'
import { textOfHtml } from './html.ts'
import { LIST_MARK, withoutLineNumbers, withoutListMarks } from './list-marks.ts'
import { textOfBase64, textOfMail, textOfQuotedPrintable } from './mail-source.ts'
import { charSet } from '../text/char-set.ts'
import { hasAny, MAX_TEXT_CHARACTERS, placeOf, without } from '../text/whole-text.ts'

/**
 * A text as a person reads it on the screen, in the characters of a keyboard. One that nothing happened to comes back as
 * it was; one beyond `MAX_TEXT_CHARACTERS` is not looked at. Not for codes of other
 * issuers, whose letters are nobody's to change.
 */
export function undoDamage(text: string): string {
  if (text.length > MAX_TEXT_CHARACTERS) return text
  const whole = withoutLineNumbers(text)
  if (!hasTrace(whole)) return textOfBase64(whole) ?? whole
  const read = unwrapped(withoutLineNumbers(withoutListMarks(withoutZeros(whole))))
  const plain = withoutQuoting(plainCharacters(withoutEscapes(read)))
  return withoutLineNumbers(withoutListMarks(plain))
}

/** A mail that was saved or sent on may be wrapped once more. */
const MOST_WRAPPINGS = 3

function unwrapped(text: string): string {
  let read = text
  for (let passed = 0; passed < MOST_WRAPPINGS; passed += 1) {
    const inner = textOfMail(read) ?? textOfBase64(read) ?? textOfQuotedPrintable(read)
    if (inner === null) break
    read = inner
  }
  return read === text ? textOfHtml(text) : read
}

/** Without these, and without the others that are undone, a text is as it was, or it is base64. */
const MARKUP_OR_QUOTING = charSet(/[=:<&>|]/)

const hasTrace = (text: string): boolean =>
  hasAny(text, MARKUP_OR_QUOTING) ||
  hasAny(text, CHANGED) ||
  hasAny(text, LIST_MARK) ||
  placeOf(text, ESCAPE) >= 0

const ZERO = charSet(/[\0]/)
const ZERO_OR_MARK = charSet(/[\0\ufffd]/)

/** UTF-16 that was read as UTF-8: a zero beside each letter, and a byte order mark that is none. */
const withoutZeros = (text: string): string => (hasAny(text, ZERO) ? without(text, ZERO_OR_MARK) : text)
