// English words of a typed key while it is typed.

export const typedRows = {
  hint: 'Spaces and capitals do not matter. Each row is checked as soon as it is full.',
  row: (row: number) => `Row ${row}`,
  begin: 'Row 1 tells how many rows there are.',
  right: 'Right',
  rowRight: (row: number) => `Row ${row} is right.`,
  rightOf: (right: number, rows: number) => `${right} of ${rows} rows are right.`,
  allRight: (rows: number) => `All ${rows} rows are right.`,
  check: (rows: readonly number[]) => `Check row ${rows.join(', ')}.`,
  /** At the row itself, or behind its number. */
  compare: 'Compare it with the paper, letter by letter.',
  strangeLetter: (letter: string) => `“${letter}” is in no key.`,
  tooLong: (letters: number, of: number) => `${letters} letters instead of ${of}.`,
  otherRow: (looksLike: number) => `This looks like row ${looksLike}, or two letters are swapped.`,
  unfinished: (letters: number, of: number) => `${letters} of ${of} letters`,
  /** Rows behind them are filled. */
  empty: (rows: readonly number[]) =>
    rows.length === 0
      ? ''
      : rows.length === 1
        ? `Row ${rows.join()} is empty.`
        : `Rows ${rows.join(', ')} are empty.`,
  /** SUBMIT was pressed before all of them were there; `rows`: begun and not full. */
  incomplete: (rows: readonly number[]) =>
    rows.length === 0
      ? ''
      : rows.length === 1
        ? `Row ${rows.join()} is incomplete.`
        : `Rows ${rows.join(', ')} are incomplete.`,
  missing: (count: number) => (count === 1 ? '1 row is missing.' : `${count} rows are missing.`),
  extra: (rows: number) => `The key ends with row ${rows}.`,
  atPrompt: {
    begin: [
      'Type the key row by row, Enter after each; or paste rows, file or whole mail.',
      'Spaces, capitals and row numbers do not matter.',
      'Ctrl-D ends any other text, Ctrl-C calls it off.',
    ].join('\n'),
    /** `rows` null: not known yet. */
    ask: (row: number, rows: number | null) => `Row ${row}${rows === null ? '' : ` of ${rows}`}: `,
    rowsInAll: (rows: number) => `The key has ${rows} rows.`,
    short: (row: number, letters: number, of: number) => `Check row ${row}: ${letters} of ${of} letters.`,
    again: 'Type it again, or bring it back with the Up arrow.',
    skipped: (rows: readonly number[]) =>
      rows.length === 1
        ? `Row ${rows.join()} was skipped. Type it now, or go on and type it at the end.`
        : `Rows ${rows.join(', ')} were skipped. Type them now, or go on and type them at the end.`,
    /** What was taken for row `row` was row `of` with two letters swapped. */
    mistaken: (row: number, of: number) =>
      `What was taken for row ${row} was row ${of} with a mistake: row ${row} is still to come.`,
    fileBegins: 'This is a file. It ends at its END line.',
    noRow: 'This is no row. It is kept as text: go on, or end it with Ctrl-D.',
    calledOff: 'Called off. Nothing was changed.',
  },
}
