// What every language must say of a typed key while it is typed, in the window and on a console.

/** Rows are counted from 1. */
export interface TypedRowsWords {
  readonly hint: string
  readonly row: (row: number) => string
  readonly begin: string
  readonly right: string
  readonly rowRight: (row: number) => string
  readonly rightOf: (right: number, rows: number) => string
  readonly allRight: (rows: number) => string
  readonly check: (rows: readonly number[]) => string
  readonly strangeLetter: (row: number, letter: string) => string
  readonly tooLong: (row: number, letters: number) => string
  readonly otherRow: (row: number, looksLike: number) => string
  readonly unfinished: (letters: number, of: number) => string
  readonly extra: (rows: number) => string
  readonly atPrompt: KeyPromptWords
}

/** On a console a row is judged when Enter is pressed. */
export interface KeyPromptWords {
  readonly begin: string
  /** `rows` null: not known yet. */
  readonly ask: (row: number, rows: number | null) => string
  readonly rowsInAll: (rows: number) => string
  readonly short: (row: number, letters: number, of: number) => string
  readonly again: string
  readonly skipped: (rows: readonly number[]) => string
  /** What was taken for row `row` was row `of` with two letters swapped. */
  readonly mistaken: (row: number, of: number) => string
  readonly fileBegins: string
  readonly noRow: string
  readonly calledOff: string
}
