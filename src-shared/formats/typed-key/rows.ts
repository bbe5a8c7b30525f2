// Bytes as rows of letters and back, one row at a time (docs/formats/typed-key-v1.md, "Rows").
import { checkHolds, checkValues } from '../check-letters.ts'
import {
  bytesToValues,
  foldLookAlikes,
  lettersToValues,
  strangeLetter,
  valuesToLetters,
} from '../crockford.ts'
import { charSet, DIGIT } from '../text/char-set.ts'
import { hasAny, inGroups as grouped, partsOf, without } from '../text/whole-text.ts'
import { err, ok, type Result } from '../../result.ts'
import {
  CHECK_LETTERS,
  dataLetters,
  GROUP_LETTERS,
  lettersInRow,
  ROW_LETTERS,
  shapeOf,
  SIGNATURE_BYTES,
  type Shape,
} from './shape.ts'

/** Rows of groups of five, without their numbers. `bytes`: payload and signature. */
export function formatRows(bytes: Uint8Array): string[] {
  const shape = shapeOf(bytes.length)
  const count = dataLetters(shape)
  const padded = new Uint8Array(Math.ceil((count * 5) / 8))
  padded.set(bytes)
  const values = bytesToValues(padded, count)
  const step = ROW_LETTERS - CHECK_LETTERS
  return Array.from({ length: shape.rows }, (_, index) => {
    const data = values.slice(index * step, (index + 1) * step)
    return inGroups(valuesToLetters([...data, ...checkValues(data, index + 1)]))
  })
}

export function inGroups(letters: string): string {
  return grouped(letters, GROUP_LETTERS, ' ')
}

/** The rows as a person gets them: a number before each, so that nobody loses count. */
export function numberedRows(rows: readonly string[]): string {
  return rows.map((row, index) => `${String(index + 1).padStart(2)}:  ${row}\n`).join('')
}

/** What separates letters and is none: white space of any kind, dashes, quoting, dots. */
const SEPARATORS = charSet(/[\s\p{Cf}\p{Pd}\p{Pi}\p{Pf}\u201a\u201e.,;_*|/>'"`]/u)

/** A row's letters as typed, separators dropped and look-alikes folded; other characters stay, to be named. */
export function rowLetters(text: string): string {
  return foldLookAlikes(without(text, SEPARATORS))
}

export function rowTokens(text: string): string[] {
  return partsOf(text, SEPARATORS)
}

/** The first check letter is (s0 + s1 + row) / (1 + α): its difference to row 0's gives the row. */
function rowOfCheck(values: readonly number[]): number {
  const [first] = checkValues(values.slice(0, -CHECK_LETTERS))
  const difference = first ^ (values.at(-CHECK_LETTERS) ?? 0)
  const doubled = difference << 1
  return difference ^ (doubled & 32 ? doubled ^ 0b100101 : doubled)
}

/** The number of the row as which these letters hold, or null. Two letters swapped can hold as another row's. */
export function rowThatHolds(letters: string): number | null {
  if (letters.length < 5 || letters.length > ROW_LETTERS || letters.length % 5 !== 0) return null
  const values = lettersToValues(letters)
  if (!values) return null
  const row = rowOfCheck(values)
  return row > 0 && checkHolds(values, row) ? row : null
}

const BEYOND_HEX = charSet(/[G-Z]/)

/** Of a full row's length, with digits, and with letters that no hex number has. */
export function couldBeRow(letters: string): boolean {
  return letters.length === ROW_LETTERS && hasAny(letters, DIGIT) && hasAny(letters, BEYOND_HEX)
}

export type RowError =
  | { readonly code: 'row_letter'; readonly row: number; readonly letter: string }
  | { readonly code: 'row_length'; readonly row: number; readonly letters: number; readonly expected: number }
  /** `looksLikeRow`: another row's letters, or two letters swapped: nobody can tell from one row alone. */
  | { readonly code: 'row_mistyped'; readonly row: number; readonly looksLikeRow: number | null }

/** One row as typed, in its one spelling without spaces. `shape` null: not known yet, any row may be the last. */
export function readRow(text: string, row: number, shape: Shape | null): Result<string, RowError> {
  const letters = rowLetters(text)
  const letter = strangeLetter(letters)
  if (letter !== null) return err({ code: 'row_letter', row, letter })
  const expected = shape ? lettersInRow(row, shape) : ROW_LETTERS
  const looksLikeRow = rowThatHolds(letters)
  if (letters.length !== expected && !(shape === null && looksLikeRow === row))
    return err({ code: 'row_length', row, letters: letters.length, expected })
  return looksLikeRow === row ? ok(letters) : err({ code: 'row_mistyped', row, looksLikeRow })
}

/** The bytes of rows that all hold, check letters dropped. A few zero bits more than were written. */
export function rowsToBytes(rows: readonly string[]): Uint8Array {
  const data = rows.map((row) => row.slice(0, -CHECK_LETTERS)).join('')
  const values = lettersToValues(data) ?? []
  const bytes = new Uint8Array(Math.ceil((values.length * 5) / 8))
  values.forEach((value, index) => {
    const bit = index * 5
    const shifted = value << (11 - (bit % 8))
    const at = Math.floor(bit / 8)
    bytes[at] = (bytes[at] ?? 0) | (shifted >> 8)
    if (at + 1 < bytes.length) bytes[at + 1] = (bytes[at + 1] ?? 0) | (shifted & 255)
  })
  return bytes
}

export interface KeyBytes {
  readonly payload: Uint8Array
  readonly signature: Uint8Array
}

/** Splits the bytes of all rows. Refuses bits after the signature that are not zero. */
export function splitBytes(bytes: Uint8Array, payloadLength: number): Result<KeyBytes, 'malformed'> {
  const end = payloadLength + SIGNATURE_BYTES
  if (bytes.length < end || bytes.subarray(end).some((byte) => byte !== 0)) return err('malformed')
  return ok({ payload: bytes.slice(0, payloadLength), signature: bytes.slice(payloadLength, end) })
}
