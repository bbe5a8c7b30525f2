// Cuts a text into the parts that a search found and the rest.

const escaped = (term: string) => term.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&')

export interface MarkedPart {
  readonly text: string
  readonly found: boolean
}

let lastTerms: readonly string[] = []
let lastPattern = /^/

/** Hundreds of cells look for the same. */
function patternOf(terms: readonly string[]): RegExp {
  if (terms !== lastTerms) {
    const longestFirst = terms.toSorted((a, b) => b.length - a.length)
    lastPattern = new RegExp(`(${longestFirst.map((term) => escaped(term)).join('|')})`, 'giu')
    lastTerms = terms
  }
  return lastPattern
}

/** `terms` are in lower case. Case is not looked at; the longest term wins where two begin at the same place. */
export function markedParts(text: string, terms: readonly string[]): readonly MarkedPart[] {
  if (terms.length === 0) return [{ text, found: false }]
  return text
    .split(patternOf(terms))
    .map((part, index) => ({ text: part, found: index % 2 === 1 }))
    .filter((part) => part.text !== '')
}
