// License Codes in a longer text, such as a whole mail (docs/formats/license-code.md#in-a-longer-text).
import { checkHolds } from '../check-letters.ts'
import { foldLookAlikes, inGroupsOfFive, lettersToValues } from '../crockford.ts'
import { charSet, DIGIT } from '../text/char-set.ts'
import { Cursor } from '../text/cursor.ts'
import { hasAny, linesOf, MAX_TEXT_CHARACTERS, partsOf } from '../text/whole-text.ts'
import { rowLetters, rowThatHolds } from '../typed-key/rows.ts'
import { ROW_LETTERS } from '../typed-key/shape.ts'

const GROUP_LETTERS = 5
const GROUPS = 5
const ALL_LETTERS = GROUPS * GROUP_LETTERS
const LETTER = charSet(/[0-9A-Za-z]/)
const SPACES = charSet(/[ \t]/)
const DASH = charSet(/[-]/)
/** More lines than this are no mail with a code in it; the rest is not looked at. */
const MOST_LINES = 5000

/** Each code whose check letters hold, once, in its one spelling, in the order of the text. `text`: undone (undo-damage.ts). */
export function findLicenseCodes(text: string): readonly string[] {
  if (text.length > MAX_TEXT_CHARACTERS) return []
  const codes = new Set<string>()
  let before = ''
  for (const line of linesOf(text, MOST_LINES)) {
    // A code that a mail program broke behind one of its dashes.
    const whole = before + line
    for (const run of runsOf(whole)) for (const code of codesOf(run)) codes.add(code)
    before = endsInDash(line) && line.length <= 2 * ALL_LETTERS ? line : ''
  }
  return [...codes]
}

interface Run {
  readonly groups: readonly string[]
  /** Joined by dashes: what stands beside them is no word of a sentence. */
  readonly joined: boolean
}

/** Groups that follow one another with dashes between them, or with spaces alone. */
function* runsOf(line: string): Generator<Run, undefined> {
  if (rowThatHolds(rowLetters(line.slice(0, 3 * ALL_LETTERS)).slice(-ROW_LETTERS)) !== null) return
  const cursor = new Cursor(line)
  let groups: string[] = []
  let joined: boolean | null = null
  while (!cursor.atEnd) {
    const group = cursor.take(LETTER)
    if (group !== '') groups.push(group)
    const between = separatorOf(cursor.takeTo(LETTER))
    if (between !== null && (joined === null || between === joined)) {
      joined = between
      continue
    }
    yield { groups, joined: joined === true }
    // Words before a code are parted from it by a space, its groups by dashes.
    groups = between === true && group !== '' ? [group] : []
    joined = between === true ? true : null
  }
  yield { groups, joined: joined === true }
}

/** true: dashes, with or without spaces around them; false: spaces alone; null: anything else. */
function separatorOf(between: string): boolean | null {
  const parts = partsOf(between, SPACES)
  if (parts.length === 0) return between === '' ? null : false
  const cursor = new Cursor(parts.length === 1 ? (parts[0] ?? '') : '.')
  cursor.skip(DASH)
  return cursor.atEnd ? true : null
}

function* codesOf({ groups, joined }: Run): Generator<string, undefined> {
  for (const group of groups) if (group.length === ALL_LETTERS) yield* holding(group)
  if (joined) {
    if (groups.length === GROUPS && groups.every(isGroup)) yield* holding(groups.join(''))
    return
  }
  for (let start = 0; start + GROUPS <= groups.length; start += 1) {
    const among = groups.slice(start, start + GROUPS)
    const beside = [groups[start - 1], groups[start + GROUPS]]
    // Another group beside it: that is a row of a typed key, or a Unique Key.
    if (!among.every(isGroup) || beside.some((group) => group !== undefined && isLikeGroup(group))) continue
    yield* holding(among.join(''))
  }
}

const isGroup = ({ length }: string): boolean => length === GROUP_LETTERS
const isLikeGroup = (group: string): boolean => isGroup(group) && hasAny(group, DIGIT)

function* holding(letters: string): Generator<string, undefined> {
  const folded = foldLookAlikes(letters)
  const values = hasAny(letters, DIGIT) ? lettersToValues(folded) : null
  if (values !== null && checkHolds(values)) yield inGroupsOfFive(folded)
}

function endsInDash(line: string): boolean {
  const [last = ''] = partsOf(line, SPACES).slice(-1)
  return last.endsWith('-')
}
