// One search for page, log and desk: case, accents and composed forms make no difference (issue 12.21).
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { searchForm, searchTerms } from '#shared/search-text.ts'
import { markedParts } from '../../src-renderer/ui/marked-parts.ts'

const COMPOSED = 'M\u00fcller'
const DECOMPOSED = 'Mu\u0308ller'

test.each([
  ['İSTANBUL', 'istanbul'],
  ['ISTANBUL', 'istanbul'],
  ['ıstanbul', 'istanbul'],
  [COMPOSED, 'muller'],
  [DECOMPOSED, 'muller'],
  ['ØSTERBRO', 'osterbro'],
  ['Straße', 'strasse'],
  ['STRAẞE', 'strasse'],
  ['Łódź', 'lodz'],
  ['ΟΔΟΣ', 'οδοσ'],
  ['ﬁnance', 'finance'],
  ['ＡＢＣ', 'abc'],
])('%s is found as %s (issue 12.21)', (text, form) => {
  expect(searchForm(text)).toBe(form)
  expect(searchTerms(`  ${text}\t${text} `)).toEqual([form, form])
})

test('signs of scripts in which they are letters stay: が is not か (issue 12.21)', () => {
  expect(searchForm('が')).not.toBe(searchForm('か'))
  expect(searchForm('が')).toBe(searchForm('か\u3099'))
})

describe('what a search found is marked as it is written (issue 12.21)', () => {
  const marked = (text: string, search: string) =>
    markedParts(text, searchTerms(search))
      .map(({ text: part, found }) => (found ? `[${part}]` : part))
      .join('')

  test.each([
    ['Frau ' + DECOMPOSED + ' AG', COMPOSED.toUpperCase(), 'Frau [' + DECOMPOSED + '] AG'],
    ['Frau ' + COMPOSED + ' AG', 'mul', 'Frau [M\u00fcl]ler AG'],
    ['Hauptstraße 7', 'STRASSE', 'Haupt[straße] 7'],
    ['Hauptstraße 7', 'stras', 'Haupt[straß]e 7'],
    ['İSTANBUL', 'bul', 'İSTAN[BUL]'],
    ['👩‍👩‍👧‍👦 Østerbro', 'oster', '👩‍👩‍👧‍👦 [Øster]bro'],
    ['a.b (c)', '. (', 'a[.]b [(]c)'],
  ])('%s, looked for %s', (text, search, expected) => {
    expect(marked(text, search)).toBe(expected)
  })

  test('nothing of any text is lost or added', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 12 })
    fc.assert(
      fc.property(text, text, (whole, search) => {
        const parts = markedParts(whole, searchTerms(search))
        expect(parts.map((part) => part.text).join('')).toBe(whole)
      }),
    )
  })

  test('every text holds its own form', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 }), (text) => {
        expect(searchForm(text)).toBe(searchForm(text.normalize('NFD')))
        expect(searchForm(searchForm(text))).toBe(searchForm(text))
      }),
    )
  })
})
