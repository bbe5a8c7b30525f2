// Cuts a text into the parts that a search found and the rest.
import { isAscii, searchForm } from '#shared/search-text.ts'

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
    lastPattern = new RegExp(longestFirst.map((term) => escaped(term)).join('|'), 'gu')
    lastTerms = terms
  }
  return lastPattern
}

/**
 * `terms` are in the form of a search. What is found there is marked in the text as it is written; the longest term
 * wins where two begin at the same place.
 */
export function markedParts(text: string, terms: readonly string[]): readonly MarkedPart[] {
  if (terms.length === 0) return [{ text, found: false }]
  const { form, starts, ends } = placesOf(text)
  const parts: MarkedPart[] = []
  let done = 0
  const add = (end: number, found: boolean) => {
    if (end > done) parts.push({ text: text.slice(done, end), found })
    done = Math.max(done, end)
  }
  for (const { index, 0: match } of form.matchAll(patternOf(terms))) {
    add(starts?.[index] ?? index, false)
    const last = index + match.length - 1
    add(ends?.[last] ?? last + 1, true)
  }
  add(text.length, false)
  return parts
}

interface Places {
  readonly form: string
  /** For each letter of the form, where the letter of the text that it is of begins and ends; null: at the same place. */
  readonly starts: readonly number[] | null
  readonly ends: readonly number[] | null
}

/** A letter with the accents that are written behind it. */
const LETTER = /\P{M}\p{M}*|\p{M}+/gu

function placesOf(text: string): Places {
  if (isAscii(text)) return { form: searchForm(text), starts: null, ends: null }
  const starts: number[] = []
  const ends: number[] = []
  let form = ''
  for (const { index, 0: letter } of text.matchAll(LETTER)) {
    const folded = searchForm(letter)
    form += folded
    for (let at = 0; at < folded.length; at += 1) {
      starts.push(index)
      ends.push(index + letter.length)
    }
  }
  return { form, starts, ends }
}
