// How each row of a typed key stands while it is typed (docs/formats/typed-key-v1.md, "Reading rows"). Shared with the page.
import { readOpening } from './decode.ts'
import { strangeLetter } from '../crockford.ts'
import { rowLetters, rowsToBytes, rowThatHolds } from './rows.ts'
import { lettersInRow, ROW_LETTERS, shapeOf, SIGNATURE_BYTES, VERSION, type Shape } from './shape.ts'

export type RowState =
  | { readonly state: 'empty' }
  | { readonly state: 'unfinished'; readonly letters: number; readonly of: number }
  /** `letters`: in their one spelling, without spaces. */
  | { readonly state: 'ok'; readonly letters: string }
  /** `letter`: what is no letter of the alphabet, where that is what is wrong. */
  | {
      readonly state: 'wrong'
      readonly reason: 'letter' | 'check' | 'too_long'
      readonly letter: string | null
    }
  /** Another row's letters stand here; or, more rarely, two letters are swapped. */
  | { readonly state: 'other_row'; readonly row: number }
  /** The key ends before this row. */
  | { readonly state: 'extra' }

export interface RowsSoFar {
  /** null until row 1 holds. Other than 1: written by a later version than this reader knows. */
  readonly version: number | null
  /** How many rows there will be and how long the last is; null until row 1 holds, wherever it stands. */
  readonly shape: Shape | null
  /** Bytes before the signature; null as `shape`. */
  readonly payloadLength: number | null
  readonly rows: readonly RowState[]
  /** All rows are there and hold: now the signature can be checked. */
  readonly complete: boolean
}

/** `texts`: row 1 first, as typed; a row that is not typed yet is an empty text. */
export function rowStates(texts: readonly string[]): RowsSoFar {
  const typed = texts.map((text) => rowLetters(text))
  const { version, shape, payloadLength } = openingOf(typed)
  const rows = typed.map((letters, index) => stateOf(letters, index + 1, typed, shape))
  const complete =
    shape !== null &&
    rows.length >= shape.rows &&
    rows.every(({ state }, index) => state === (index < shape.rows ? 'ok' : 'empty'))
  return { version, shape, payloadLength, rows, complete }
}

/** Row 1, which says how many rows there are, may stand in another row's place: its letters tell. */
function openingOf(typed: readonly string[]): Pick<RowsSoFar, 'version' | 'shape' | 'payloadLength'> {
  const first = opening(typed[0] ?? '')
  if (first.version !== null) return first
  const elsewhere = typed.map(opening).find(({ shape }) => shape !== null)
  return elsewhere ? { ...elsewhere, version: null } : first
}

/** What row 1 says of the whole key. */
function opening(letters: string): Pick<RowsSoFar, 'version' | 'shape' | 'payloadLength'> {
  if (letters.length !== ROW_LETTERS || rowThatHolds(letters) !== 1)
    return { version: null, shape: null, payloadLength: null }
  const { version, length } = readOpening(rowsToBytes([letters]))
  if (version !== VERSION || length === null) return { version, shape: null, payloadLength: null }
  return { version, shape: shapeOf(length + SIGNATURE_BYTES), payloadLength: length }
}

function stateOf(letters: string, row: number, all: readonly string[], shape: Shape | null): RowState {
  if (letters === '') return { state: 'empty' }
  if (shape && row > shape.rows) return { state: 'extra' }
  const letter = strangeLetter(letters)
  if (letter !== null) return { state: 'wrong', reason: 'letter', letter }
  const of = shape ? lettersInRow(row, shape) : ROW_LETTERS
  const other = otherRow(letters, row, all, shape)
  if (letters.length !== of && other !== null && isWhole(letters, other, shape))
    return { state: 'other_row', row: other }
  if (letters.length < of) return { state: 'unfinished', letters: letters.length, of }
  if (letters.length > of) return { state: 'wrong', reason: 'too_long', letter: null }
  if (rowThatHolds(letters) === row) return { state: 'ok', letters }
  return other === null
    ? { state: 'wrong', reason: 'check', letter: null }
    : { state: 'other_row', row: other }
}

/** A short row among full ones, or a full one in the place of the short: only where the shape is known for sure. */
function isWhole(letters: string, row: number, shape: Shape | null): boolean {
  return shape !== null && letters.length === lettersInRow(row, shape)
}

/** Two letters swapped can look like another row: not where that row itself stands, with other letters, in its place. */
function otherRow(letters: string, row: number, all: readonly string[], shape: Shape | null): number | null {
  const other = rowThatHolds(letters)
  if (other === null || other === row || (shape && other > shape.rows)) return null
  const there = all[other - 1] ?? ''
  return rowThatHolds(there) === other && there !== letters ? null : other
}
