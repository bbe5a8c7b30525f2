// A typed key's rows in their one spelling, as they are kept (docs/formats/gate-v1.md#keys).
import { splitAt, without } from '../text/whole-text.ts'
import { charSet } from '../text/char-set.ts'
import { readOpening } from './decode.ts'
import { formatRows, numberedRows, rowsToBytes, rowThatHolds, splitBytes, type KeyBytes } from './rows.ts'
import { MAX_ROWS } from './shape.ts'

const BETWEEN_GROUPS = charSet(/[ ]/)
const NUMBER = ' 1:  '.length

/** Null: it is in another one, or no key. */
export function readPlainRows(text: string): KeyBytes | null {
  const rows = splitAt(text, '\n', MAX_ROWS)
    .slice(0, -1)
    .map((line) => without(line.slice(NUMBER), BETWEEN_GROUPS))
  if (rows.length === 0 || rows.some((letters, index) => rowThatHolds(letters) !== index + 1)) return null
  const bytes = rowsToBytes(rows)
  const { length } = readOpening(bytes)
  if (length === null) return null
  const parts = splitBytes(bytes, length)
  return parts.ok && plainRows(parts.value) === text ? parts.value : null
}

export const plainRows = ({ payload, signature }: KeyBytes): string =>
  numberedRows(formatRows(Uint8Array.from([...payload, ...signature])))
