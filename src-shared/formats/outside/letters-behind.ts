// Letters that stand behind a word of ours somewhere in a text, such as those of a Unique Key in a mail.
import { charSet } from '../text/char-set.ts'
import { Cursor } from '../text/cursor.ts'
import { linesOf, placeOf, upperCase } from '../text/whole-text.ts'

const LETTER = charSet(/[0-9A-Za-z]/)
/** What people and mail programs put between groups, on one line. */
const BETWEEN = charSet(/[ \t\-\u2010-\u2015]/)
const MOST_LINES = 5000

/**
 * The first `count` letters behind the first place of `word` that has so many behind it, the word before them. null: there
 * is none. `word`: upper case, one of ours, and short. A line that ends within goes on with the next one.
 */
export function findLettersBehind(text: string, word: string, count: number): string | null {
  const lines = linesOf(text, MOST_LINES)
  for (const [index, line] of lines.entries()) {
    const at = placeOf(upperCase(line), word)
    if (at < 0) continue
    const letters = takeLetters(line.slice(at + word.length, at + word.length + 4 * count), count)
    const found =
      letters.length < count
        ? takeLetters(letters + (lines[index + 1] ?? '').slice(0, 4 * count), count)
        : letters
    if (found.length === count) return `${word}${found}`
  }
  return null
}

/** Up to so many; none where more of them follow without a gap. */
function takeLetters(text: string, count: number): string {
  const cursor = new Cursor(text)
  let letters = ''
  while (letters.length < count && !cursor.atEnd) {
    cursor.skip(BETWEEN)
    const group = cursor.take(LETTER)
    if (group === '') break
    letters += group
  }
  return letters.length > count ? '' : letters
}
