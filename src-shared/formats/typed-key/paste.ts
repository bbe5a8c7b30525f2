// Finds the rows of a typed key in a pasted text (docs/formats/typed-key-v1.md, "Reading a pasted text").
import { readLicenseCode } from '../license-code.ts'
import { strangeLetter } from '../crockford.ts'
import { undoDamage } from '../outside/undo-damage.ts'
import { charSet, DIGIT } from '../text/char-set.ts'
import { Cursor } from '../text/cursor.ts'
import { shortPattern } from '../text/short-pattern.ts'
import { hasAny, lettersOf, linesOf, MAX_TEXT_CHARACTERS, trimmed } from '../text/whole-text.ts'
import { rowsInLine } from './joined-rows.ts'
import { couldBeRow, rowLetters, rowThatHolds, rowTokens } from './rows.ts'
import { rowStates } from './row-states.ts'
import { GROUP_LETTERS, lettersInRow, MAX_ROWS, ROW_LETTERS } from './shape.ts'

interface Line {
  /** The number before the row, where there is one. */
  readonly label: number | null
  readonly letters: string
  readonly tokens: readonly string[]
}

const LABEL = shortPattern(/^(?:row\s*)?#?(\d{1,2})(?:\s*(?:of|\/)\s*\d{1,2})?\s*[:.)\]]\s*/i)
const BARE_LABEL = shortPattern(/^(?:row\s+)?#?(\d{1,2})(?:\s+of\s+\d{1,2})?\s+/i)
const QUOTING = charSet(/[\s>|"'`\p{Pi}\p{Pf}\u201a\u201e]/u)
/** In a header, an address, base64: in no row. */
const NOT_IN_ROWS = charSet(/[:@=]/)
const SHORTEST_FULL_LINE = 25
const LONGEST_WORD = 20
/** More lines than this are no key; the rest is not looked at. */
const MOST_LINES = 2000

/** Row texts, row 1 first, ready for `rowStates`; a row that is not there is an empty text. Empty: no key in it. */
export function rowsInText(text: string): readonly string[] {
  if (text.length > MAX_TEXT_CHARACTERS) return []
  const lines = linesOf(undoDamage(text), MOST_LINES)
    .flatMap(rowsInLine)
    .map(readLine)
    .filter((line) => line !== null)
  const full = lines.some(isFull)
  const likely = withoutProse(lines.filter((line) => isLikelyRow(line, full)))
  const plain = lines.filter(({ letters }) => strangeLetter(letters) === null)
  return best([inLines(likely), inOneRun(likely), inOneRun(plain)])
}

/** One line that a person typed. `likely`: a row is meant, right or not. null: nothing that could be one. */
export function rowInLine(text: string): (Pick<Line, 'label' | 'letters'> & { likely: boolean }) | null {
  const line = text.length > MAX_TEXT_CHARACTERS ? null : readLine(undoDamage(text))
  if (line === null) return null
  const begun = strangeLetter(line.letters) === null && line.tokens.some((token) => hasAny(token, DIGIT))
  return { label: line.label, letters: line.letters, likely: begun || isLikelyRow(line, true) }
}

function readLine(text: string): Line | null {
  const quoted = new Cursor(text)
  quoted.skip(QUOTING)
  const line = trimmed(quoted.rest)
  const label = LABEL.atStart(line) ?? bareLabel(line)
  const rest = label === null ? line : line.slice(label[0]?.length)
  if (label === null && hasAny(rest, NOT_IN_ROWS)) return null
  const letters = rowLetters(rest)
  if (letters === '') return null
  return { label: label && Number(label[1]), letters, tokens: rowTokens(rest) }
}

/** A number without a colon is a label only where the line is no row with it and could be one without it. */
function bareLabel(line: string): readonly string[] | null {
  const match = BARE_LABEL.atStart(line)
  if (!match || rowLetters(line).length === ROW_LETTERS) return null
  const rest = line.slice(match[0]?.length)
  return rowLetters(rest).length === ROW_LETTERS || inFives(rowTokens(rest)) ? match : null
}

const inFives = (tokens: readonly string[]): boolean =>
  tokens.every((token) => token.length === GROUP_LETTERS)

const CLEAR_DIGIT = charSet(/[2-9]/)
const LIKE_A_LETTER = charSet(/[01]/)

/** O, I and L were folded to 0 and 1: one of these alone may have been a letter. */
function hasDigit(letters: string): boolean {
  if (hasAny(letters, CLEAR_DIGIT)) return true
  const cursor = new Cursor(letters)
  cursor.skipTo(LIKE_A_LETTER)
  cursor.next()
  cursor.skipTo(LIKE_A_LETTER)
  return !cursor.atEnd
}

const isFull = ({ letters }: Line): boolean => letters.length >= SHORTEST_FULL_LINE && hasDigit(letters)

/** Words are letters of the alphabet too: a row has digits, and groups of five or the length of a row. */
function isLikelyRow({ label, letters, tokens }: Line, amongFull: boolean): boolean {
  if (rowThatHolds(letters) !== null) return true
  const numbered = label !== null
  if (inFives(tokens)) return !amongFull || numbered || tokens.length > 2 || hasAny(letters, DIGIT)
  if (tokens.length === 1 && letters.length >= (numbered ? GROUP_LETTERS : LONGEST_WORD)) return true
  if (!hasDigit(letters)) return false
  if (tokens.length === 1 && letters.length > GROUP_LETTERS) return true
  if (tokens.length > 1 && tokens.filter((token) => token.length !== GROUP_LETTERS).length === 1) return true
  const words = letters.length > ROW_LETTERS + 1 && tokens.some(({ length }) => length > 5 && length < 25)
  return !words && letters.length >= (numbered ? GROUP_LETTERS : SHORTEST_FULL_LINE)
}

/** Only the last row is short: what is short before the first full line is a greeting, or a License Code is named. */
function withoutProse(lines: readonly Line[]): readonly Line[] {
  const isRow = (line: Line) =>
    rowThatHolds(line.letters) !== null || (isFull(line) && readLicenseCode(line.letters).kind !== 'ours')
  const first = lines.findIndex(isRow)
  return first < 0 ? lines : lines.slice(first)
}

/** A line a row: in the place that its number says, or else where its check letters say. */
function inLines(lines: readonly Line[]): readonly string[] {
  if (lines.length > MAX_ROWS + 1) return []
  const labels = new Set(lines.map(({ label }) => label))
  const numbered = !labels.has(null) && labels.size === lines.length
  return numbered ? byLabel(lines) : byCheckLetters(lines.map(({ letters }) => letters))
}

function byLabel(lines: readonly Line[]): readonly string[] {
  const last = Math.max(0, ...lines.map(({ label }) => label ?? 0))
  return Array.from({ length: Math.min(last, MAX_ROWS + 1) }, (_, index) => {
    return lines.find(({ label }) => label === index + 1)?.letters ?? ''
  })
}

/** A lost row leaves a gap: what follows it holds as later rows. Anything else stays where it stands. */
function byCheckLetters(lines: readonly string[]): readonly string[] {
  const { shape } = rowStates(lines)
  const held = lines.map(rowThatHolds)
  const rows: string[] = []
  lines.forEach((letters, index) => {
    const row = held[index] ?? 0
    const next = index === lines.length - 1 ? MAX_ROWS + 1 : (held[index + 1] ?? 0)
    const possible = !shape || (row <= shape.rows && letters.length === lettersInRow(row, shape))
    if (possible && next > row) while (rows.length + 1 < row) rows.push('')
    rows.push(letters)
  })
  return rows
}

/** However the lines were broken: all letters in one run, cut into rows. */
function inOneRun(lines: readonly Line[]): readonly string[] {
  const rows: string[] = []
  let row: string[] = []
  for (const letter of lettersOfLines(lines)) {
    row.push(letter)
    if (row.length < ROW_LETTERS) continue
    rows.push(row.join(''))
    row = []
    if (rows.length > MAX_ROWS) return rows
  }
  return row.length === 0 ? rows : [...rows, row.join('')]
}

function* lettersOfLines(lines: readonly Line[]): Generator<string, undefined> {
  for (const { letters } of lines) yield* lettersOf(letters)
}

/** The shortest key has six rows: four that could be rows are no accident. */
const FEWEST_LIKELY = 4

/** Rows that hold count; where none does, what could be rows. */
function score(rows: readonly string[]): number {
  const holding = rowStates(rows).rows.filter(({ state }) => state === 'ok').length
  if (holding > 0) return holding
  const likely = rows.filter(couldBeRow).length
  return likely < FEWEST_LIKELY ? 0 : likely / 100
}

/** The first of equals. */
function best(readings: readonly (readonly string[])[]): readonly string[] {
  const judged = readings.map((rows) => ({ rows, points: score(rows) }))
  const most = Math.max(...judged.map(({ points }) => points))
  return judged.find(({ points }) => points === most)?.rows ?? []
}
