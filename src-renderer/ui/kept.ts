// Where a line may not end, wherever a text has little room: beside a number ("5 days", "Row 4", "900 of 1,600"), between a
// date and its days in brackets, and within an instant as ISO 8601 writes it.
const BESIDE_NUMBER = /(?<=\d) (?=[\p{L}(])|(?<=[\p{L}<]) (?=\d)/gu
const BEFORE_DAYS = /(?<=\d) (?=\(<)/g
const ISO = /\b\d{4}-\d\d-\d\d/g

export const kept = (text: string): string =>
  text
    .replaceAll(BESIDE_NUMBER, '\u00a0')
    .replaceAll(BEFORE_DAYS, '\u00a0')
    .replaceAll(ISO, (day) => day.replaceAll('-', '\u2011'))
