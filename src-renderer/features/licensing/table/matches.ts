// Where a text holds what a search looks for.
import { isAscii, searchForm } from '#shared/search-text.ts'

const escaped = (term: string) => term.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&')

/** From one letter up to, not with, another. */
export interface Match {
  readonly start: number
  readonly end: number
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
 * `terms` are in the form of a search, one at least. Matches are of the text as it is written, in their order, and none lies
 * in another; the longest term wins where two begin at the same place.
 */
export function matchesIn(text: string, terms: readonly string[]): readonly Match[] {
  const { form, starts, ends } = placesOf(text)
  const matches: Match[] = []
  let done = 0
  for (const { index, 0: match } of form.matchAll(patternOf(terms))) {
    const last = index + match.length - 1
    // Two may be of the same letter: ß is searched as ss.
    const start = Math.max(done, starts?.[index] ?? index)
    const end = ends?.[last] ?? last + 1
    if (end > start) matches.push({ start, end })
    done = Math.max(done, end)
  }
  return matches
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
