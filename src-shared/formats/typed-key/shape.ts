// How many rows and letters so many bytes take (docs/formats/typed-key-v1.md, "Rows").

export const VERSION = 1
export const SIGNATURE_BYTES = 64
export const GROUP_LETTERS = 5
const ROW_GROUPS = 6
export const ROW_LETTERS = GROUP_LETTERS * ROW_GROUPS
export const CHECK_LETTERS = 2
const ROW_DATA_LETTERS = ROW_LETTERS - CHECK_LETTERS
/** The check letters tell 31 rows apart. */
export const MAX_ROWS = 31
/** Payload and signature. */
export const MAX_BYTES = Math.floor((MAX_ROWS * ROW_DATA_LETTERS * 5) / 8)

export interface Shape {
  readonly rows: number
  readonly groups: number
  /** Check letters included; a multiple of five. */
  readonly lastRowLetters: number
}

/** The shortest shape that holds so many bytes: full rows, then a last row of whole groups. */
export function shapeOf(byteCount: number): Shape {
  if (byteCount < 1 || byteCount > MAX_BYTES)
    throw new RangeError(`${byteCount} bytes are no typed key: at most ${MAX_BYTES}`)
  const letters = Math.ceil((byteCount * 8) / 5)
  const rows = Math.ceil(letters / ROW_DATA_LETTERS)
  const rest = letters - (rows - 1) * ROW_DATA_LETTERS
  const lastGroups = Math.ceil((rest + CHECK_LETTERS) / GROUP_LETTERS)
  return {
    rows,
    groups: (rows - 1) * ROW_GROUPS + lastGroups,
    lastRowLetters: lastGroups * GROUP_LETTERS,
  }
}

export function lettersInRow(row: number, shape: Shape): number {
  return row < shape.rows ? ROW_LETTERS : shape.lastRowLetters
}

/** Letters that carry data, all rows together: a few bits more than the bytes need. */
export function dataLetters(shape: Shape): number {
  return shape.groups * GROUP_LETTERS - shape.rows * CHECK_LETTERS
}
