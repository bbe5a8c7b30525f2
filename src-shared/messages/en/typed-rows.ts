// English words of a typed key while it is typed.
import type { TypedRowsWords } from '../typed-rows-words.ts'

export const typedRows: TypedRowsWords = {
  hint: 'Spaces and capitals do not matter. Each row is checked as soon as it is full.',
  row: (row) => `Row ${row}`,
  begin: 'Row 1 tells how many rows there are.',
  right: 'Right',
  rowRight: (row) => `Row ${row} is right.`,
  rightOf: (right, rows) => `${right} of ${rows} rows are right.`,
  allRight: (rows) => `All ${rows} rows are right.`,
  check: (rows) => `Check row ${rows.join(', ')}.`,
  strangeLetter: (row, letter) => `Check row ${row}: “${letter}” is in no key.`,
  tooLong: (row, letters) => `Check row ${row}: it has ${letters} letters.`,
  otherRow: (row, looksLike) =>
    `Check row ${row}: these look like the letters of row ${looksLike}, or two are swapped.`,
  unfinished: (letters, of) => `${letters} of ${of} letters`,
  extra: (rows) => `The key ends with row ${rows}.`,
  atPrompt: {
    begin: [
      'Type the key row by row, Enter after each, or paste it: rows, file or the whole mail.',
      'Spaces, capitals and row numbers do not matter. Ctrl-D ends any other text, Ctrl-C calls it off.',
    ].join('\n'),
    ask: (row, rows) => `Row ${row}${rows === null ? '' : ` of ${rows}`}: `,
    rowsInAll: (rows) => `The key has ${rows} rows.`,
    short: (row, letters, of) => `Check row ${row}: ${letters} of ${of} letters.`,
    again: 'Type it again, or bring it back with the Up arrow.',
    skipped: (rows) =>
      rows.length === 1
        ? `Row ${rows.join()} was skipped. Type it now, or go on and type it at the end.`
        : `Rows ${rows.join(', ')} were skipped. Type them now, or go on and type them at the end.`,
    mistaken: (row, of) =>
      `What was taken for row ${row} was row ${of} with a mistake: row ${row} is still to come.`,
    fileBegins: 'This is a file. It ends at its END line.',
    noRow: 'This is no row. It is kept as text: go on, or end it with Ctrl-D.',
    calledOff: 'Called off. Nothing was changed.',
  },
}
