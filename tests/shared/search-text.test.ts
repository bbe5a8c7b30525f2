// One search for page, log and desk: case, accents and composed forms make no difference (issue 12.21).
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { searchForm, searchTerms } from '#shared/search-text.ts'

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

test('every text holds its own form', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 }), (text) => {
      expect(searchForm(text)).toBe(searchForm(text.normalize('NFD')))
      expect(searchForm(searchForm(text))).toBe(searchForm(text))
    }),
  )
})
