// Numbered rows of a typed key that a mail program or a form joined into one line, taken apart again.
import { SPACE } from '../text/char-set.ts'
import { Cursor } from '../text/cursor.ts'
import { shortPattern } from '../text/short-pattern.ts'
import { GROUP_LETTERS, MAX_ROWS, ROW_LETTERS } from './shape.ts'

const NUMBER = shortPattern(/^(?:row)?#?(\d{1,2})[:.)\]]/i)
const GROUP = shortPattern(/^[0-9a-z]{5}$/i)
const GROUPS = ROW_LETTERS / GROUP_LETTERS

/** The line as it is, unless at least two numbers follow one another in it, each before a group of five. */
export function rowsInLine(line: string): readonly string[] {
  if (line.length <= 2 * ROW_LETTERS) return [line]
  const rows: string[][] = []
  let before = ''
  let numbered = false
  const cursor = new Cursor(line)
  while (!cursor.atEnd) {
    cursor.skip(SPACE)
    const word = cursor.takeTo(SPACE)
    const number = NUMBER.atStart(word)
    const row = rows.at(-1)
    if (number && Number(number[1]) === rows.length + 1 && rows.length < MAX_ROWS) {
      rows.push([word])
      numbered = true
    } else if (row && numbered && row.length <= GROUPS && GROUP.matches(word)) row.push(word)
    else if (row) numbered = false
    else before += ` ${word}`
  }
  const taken = rows.filter((row) => row.length > 1)
  return taken.length < 2 ? [line] : [before, ...taken.map((row) => row.join(' '))]
}
