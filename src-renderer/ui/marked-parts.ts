// Cuts a text into the parts that a search found and the rest.

const escaped = (term: string) => term.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&')

export interface MarkedPart {
  readonly text: string
  readonly found: boolean
}

/** `terms` are in lower case. Case is not looked at; the longest term wins where two begin at the same place. */
export function markedParts(text: string, terms: readonly string[]): readonly MarkedPart[] {
  if (terms.length === 0) return [{ text, found: false }]
  const longestFirst = terms.toSorted((a, b) => b.length - a.length)
  const pattern = new RegExp(`(${longestFirst.map((term) => escaped(term)).join('|')})`, 'giu')
  return text
    .split(pattern)
    .map((part, index) => ({ text: part, found: index % 2 === 1 }))
    .filter((part) => part.text !== '')
}
