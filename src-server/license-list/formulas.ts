// A cell that a spreadsheet would run as a formula gets a quote before it, and loses it again when it is read
// (docs/formats/license-list.md#csv).

/** Behind quotes of its own, so that one more or one less is told apart; the last four are the wide letters of East Asia. */
const FORMULA = /^'*[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]/
const ESCAPED = /^'+[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]/

export const withoutFormula = (text: string): string => (FORMULA.test(text) ? `'${text}` : text)

/** The other way round. */
export const withFormula = (text: string): string => (ESCAPED.test(text) ? text.slice(1) : text)
