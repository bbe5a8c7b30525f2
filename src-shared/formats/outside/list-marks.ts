// What programs put before each line of a list or a listing: bullets, numbers in circles, and numbers of lines.
import { charSet, DIGIT, LINE_BREAK, SPACE } from '../text/char-set.ts'
import { Cursor } from '../text/cursor.ts'
import { shortPattern, type ShortPattern } from '../text/short-pattern.ts'
import { hasAny, isBlank, linesOf, MAX_TEXT_CHARACTERS, placeOf, replaced } from '../text/whole-text.ts'

/** Bullets, and numbers with something around them: as a letter they are no part of a key or a code of ours. */
export const LIST_MARK = charSet(
  /[\u00b7\u2022\u2023\u2043\u2219\u2460-\u249b\u24ea-\u24ff\u25a0-\u25ab\u25cb\u25cf\u25e6\u2713\u2714\u2776-\u2793\u27a2\u27a4\u3251-\u325f\u32b1-\u32bf\uf0b7]/u,
)

/** The first of each run of numbers, how many there are, and which number that is. */
const NUMBERS: readonly (readonly [first: number, count: number, number: number])[] = [
  [0x24_60, 20, 1],
  [0x24_74, 20, 1],
  [0x24_88, 20, 1],
  [0x24_eb, 10, 11],
  [0x24_f5, 10, 1],
  [0x27_76, 10, 1],
  [0x27_80, 10, 1],
  [0x27_8a, 10, 1],
  [0x32_51, 15, 21],
  [0x32_b1, 15, 36],
]

/** A number is written as row numbers are; a bullet says nothing. */
export const withoutListMarks = (text: string): string =>
  hasAny(text, LIST_MARK) ? replaced(text, LIST_MARK, plain) : text

function plain(mark: string): string {
  const point = mark.charCodeAt(0)
  const run = NUMBERS.find(([first, count]) => point >= first && point < first + count)
  return run ? `${run[2] + point - run[0]}: ` : ' '
}

/** As `cat -n`, `nl`, `grep -n` and editors write it. Behind a colon and a space, or a full stop, it is a row's. */
const LINE_NUMBER = shortPattern(/^[ \t]*(\d{1,6})(?:[ \t]+|:(?=\S)|$)/)
const ANY_NUMBER = shortPattern(/^[ \t]*(\d{1,6})(?:[:.)|]?[ \t]+|:|$)/)
const BLOCK = '-----BEGIN '

/**
 * The text without the numbers of its lines: where each line has the next number, from 1 on, or, before a block of ours,
 * from any. Other numbers may be those of rows, and stay.
 */
export function withoutLineNumbers(text: string): string {
  if (!beginsWithDigit(text)) return text
  const hasBlock = placeOf(text, BLOCK) >= 0
  const pattern = hasBlock ? ANY_NUMBER : LINE_NUMBER
  let next = hasBlock ? null : 1
  let count = 0
  for (const line of linesOf(text, MAX_TEXT_CHARACTERS)) {
    // `nl` counts no line that is blank.
    if (isBlank(line)) continue
    const found = pattern.atStart(line)?.[1]
    if (found === undefined || Number(found) !== (next ?? Number(found))) return text
    next = Number(found) + 1
    count += 1
  }
  return count < 2 ? text : withoutNumbers(text, pattern)
}

function beginsWithDigit(text: string): boolean {
  const cursor = new Cursor(text)
  cursor.skip(SPACE)
  return DIGIT.has(cursor.next())
}

function withoutNumbers(text: string, pattern: ShortPattern): string {
  const cursor = new Cursor(text)
  let whole = ''
  while (!cursor.atEnd) {
    const line = cursor.takeTo(LINE_BREAK)
    whole += line.slice(pattern.atStart(line)?.[0]?.length ?? 0)
    whole += cursor.take(LINE_BREAK)
  }
  return whole
}
