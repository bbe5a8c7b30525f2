// A whole typed key from a text: its bytes, or which row is wrong (docs/formats/typed-key-v1.md, "Reading a pasted text").
import { findOtherFile, type OtherFile } from '../outside/other-file.ts'
import { isBlank, MAX_TEXT_CHARACTERS } from '../text/whole-text.ts'
import { err, type Result } from '../../result.ts'
import { rowsInText } from './paste.ts'
import { rowStates, type RowsSoFar, type RowState } from './row-states.ts'
import { couldBeRow, rowsToBytes, rowThatHolds, splitBytes, type KeyBytes } from './rows.ts'
import { VERSION } from './shape.ts'

export type ReadRowsError =
  | { readonly code: 'key_empty' }
  | { readonly code: 'key_too_large'; readonly maximum: number }
  | { readonly code: 'key_not_recognized' }
  | { readonly code: 'key_in_other_file'; readonly kind: OtherFile }
  | { readonly code: 'typed_key_version_not_supported'; readonly version: number }
  /** `looksLikeRow`: another row's letters stand here, as far as one can tell. */
  | { readonly code: 'typed_key_row_wrong'; readonly row: number; readonly looksLikeRow: number | null }
  /** `of` null: row 1, which says how many there are, is missing itself. */
  | { readonly code: 'typed_key_rows_missing'; readonly rows: readonly number[]; readonly of: number | null }
  | { readonly code: 'typed_key_rows_extra'; readonly of: number }
  | { readonly code: 'key_damaged' }

/** What is typed or pasted, in any spacing, case and quoting, with or without row numbers. */
export function readRows(text: string): Result<KeyBytes, ReadRowsError> {
  const kind = findOtherFile(text)
  if (kind !== null) return err({ code: 'key_in_other_file', kind })
  if (text.length > MAX_TEXT_CHARACTERS) return err({ code: 'key_too_large', maximum: MAX_TEXT_CHARACTERS })
  if (isBlank(text)) return err({ code: 'key_empty' })
  const texts = rowsInText(text)
  const found = rowStates(texts)
  if (!looksLikeKey(texts, found)) return err({ code: 'key_not_recognized' })
  const problem = problemOf(texts, found)
  if (problem) return err(problem)
  const letters = found.rows.flatMap((row) => (row.state === 'ok' ? [row.letters] : []))
  const parts = splitBytes(rowsToBytes(letters), found.payloadLength ?? 0)
  return parts.ok ? parts : err({ code: 'key_damaged' })
}

/** A row that holds, or at least one that could be a row: more than chance makes of a text. */
function looksLikeKey(texts: readonly string[], { rows }: RowsSoFar): boolean {
  return rows.some(({ state }) => state === 'ok' || state === 'other_row') || texts.some(couldBeRow)
}

function problemOf(texts: readonly string[], found: RowsSoFar): ReadRowsError | null {
  const { version, shape, rows } = found
  if (version !== null && version !== VERSION) return { code: 'typed_key_version_not_supported', version }
  const wrong = rows.findIndex((row, index) => isWrong(row, index + 1, texts[index] ?? '', found))
  if (wrong >= 0) {
    const row = rows[wrong]
    const looksLikeRow = row?.state === 'other_row' ? row.row : null
    return { code: 'typed_key_row_wrong', row: wrong + 1, looksLikeRow }
  }
  if (version !== null && shape === null) return { code: 'key_damaged' }
  const missing = missingRows(found)
  if (missing.length > 0) return { code: 'typed_key_rows_missing', rows: missing, of: shape?.rows ?? null }
  return shape && rows.some(({ state }) => state === 'extra')
    ? { code: 'typed_key_rows_extra', of: shape.rows }
    : null
}

/** While row 1 is not there, a short row that holds may well be the last one. */
function isWrong({ state }: RowState, row: number, letters: string, { shape }: RowsSoFar): boolean {
  if (state === 'unfinished') return shape !== null || rowThatHolds(letters) !== row
  return state === 'wrong' || state === 'other_row'
}

function missingRows({ rows, shape }: RowsSoFar): number[] {
  const count = shape?.rows ?? rows.length
  const numbers = Array.from({ length: count }, (_, index) => index + 1)
  return numbers.filter((row) => (rows[row - 1]?.state ?? 'empty') === 'empty')
}
