// What a search found is marked as it is written, in any case and with its accents (issue 12.21).
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { searchTerms } from '#shared/search-text.ts'
import { matchesIn } from '../../../src-renderer/features/licensing/table/matches.ts'

const COMPOSED = 'M\u00fcller'
const DECOMPOSED = 'Mu\u0308ller'

function marked(text: string, search: string): string {
  let shown = text
  for (const { start, end } of matchesIn(text, searchTerms(search)).toReversed())
    shown = `${shown.slice(0, start)}[${shown.slice(start, end)}]${shown.slice(end)}`
  return shown
}

test.each([
  ['Frau ' + DECOMPOSED + ' AG', COMPOSED.toUpperCase(), 'Frau [' + DECOMPOSED + '] AG'],
  ['Frau ' + COMPOSED + ' AG', 'mul', 'Frau [M\u00fcl]ler AG'],
  ['Hauptstraße 7', 'STRASSE', 'Haupt[straße] 7'],
  ['Hauptstraße 7', 'stras', 'Haupt[straß]e 7'],
  ['İSTANBUL', 'bul', 'İSTAN[BUL]'],
  ['👩‍👩‍👧‍👦 Østerbro', 'oster', '👩‍👩‍👧‍👦 [Øster]bro'],
  ['a.b (c)', '. (', 'a[.]b [(]c)'],
  ['Storage storage', 'st stor', '[Stor]age [stor]age'],
  ['Maße', 's', 'Ma[ß]e'],
])('%s, looked for %s', (text, search, expected) => {
  expect(marked(text, search)).toBe(expected)
})

test('matches are in the text, in its order, and none lies in another', () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 12 })
  fc.assert(
    fc.property(text, text, (whole, search) => {
      const terms = searchTerms(search)
      fc.pre(terms.length > 0)
      let done = 0
      for (const { start, end } of matchesIn(whole, terms)) {
        expect(start).toBeGreaterThanOrEqual(done)
        expect(end).toBeGreaterThan(start)
        done = end
      }
      expect(done).toBeLessThanOrEqual(whole.length)
    }),
  )
})
