// How a row of a typed key stands, in words.
import type { RowState } from '../formats/typed-key/row-states.ts'
import { rowLetters } from '../formats/typed-key/rows.ts'
import type { Messages } from './messages.ts'

interface TypedRow {
  readonly row: number
  /** As it is typed. */
  readonly text: string
  readonly state: RowState
  /** Letters that it is going to have. */
  readonly length: number
  /** null: row 1 does not tell yet. */
  readonly rowsOfKey: number | null
}

/** Beside the row: its number is not said again. */
export function explainRow(
  { row, text, state, length, rowsOfKey }: TypedRow,
  words: Messages['typedRows'],
): string {
  switch (state.state) {
    case 'empty':
      return ''
    case 'unfinished':
      return words.unfinished(state.letters, state.of)
    case 'ok':
      return words.right
    case 'other_row':
      return words.otherRow(state.row)
    case 'extra':
      return words.extra(rowsOfKey ?? row - 1)
    case 'wrong':
      if (state.letter !== null) return words.strangeLetter(state.letter)
      return state.reason === 'too_long' ? words.tooLong(rowLetters(text).length, length) : words.compare
  }
}
