// Nothing is cut inside a letter, however many code points it has (issue 12.22).
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { columns } from '#shared/columns.ts'
import { cutText } from '#shared/cut-text.ts'

const FAMILY = '👩‍👩‍👧‍👦'
const FLAG = '🇩🇰'
const ACCENT = 'u\u0308'

test.each([
  ['abc', 3, 'abc'],
  ['abcd', 3, 'abc'],
  [`ab${FAMILY}c`, 5, 'ab'],
  [`ab${FLAG}c`, 4, 'ab'],
  [`ab${ACCENT}c`, 3, 'ab'],
  [`ab${ACCENT}c`, 4, `ab${ACCENT}`],
  ['x'.repeat(500) + FAMILY, 502, 'x'.repeat(500)],
  ['\r\n', 1, ''],
])('%j cut to %i is %j (issue 12.22)', (text, most, expected) => {
  expect(cutText(text, most)).toBe(expected)
})

test('accents without end are cut all the same, and between code points (issue 12.22)', () => {
  const cut = cutText('a' + '\u0308'.repeat(10_000), 300)
  expect(cut.length).toBeGreaterThan(200)
  expect(cut.length).toBeLessThanOrEqual(300)
  expect(cutText('👩' + '🏽'.repeat(5000), 301).isWellFormed()).toBe(true)
})

test('is a beginning of the text, no longer than asked, and ends where a letter does (issue 12.22)', () => {
  const letters = new Intl.Segmenter('und', { granularity: 'grapheme' })
  const text = fc.array(fc.constantFrom('a', FAMILY, FLAG, ACCENT, 'が', '👍🏽'), { maxLength: 60 })
  fc.assert(
    fc.property(text, fc.nat(120), (parts, most) => {
      const whole = parts.join('')
      const cut = cutText(whole, most)
      expect(whole.startsWith(cut)).toBe(true)
      expect(cut.length).toBeLessThanOrEqual(most)
      const ends = new Set([0, whole.length, ...Array.from(letters.segment(whole), ({ index }) => index)])
      expect(ends).toContain(cut.length)
    }),
  )
})

test('a column of the command line cuts no name inside a letter (issue 12.22)', () => {
  const [, row = ''] = columns(['Owner'], [[FAMILY.repeat(20)]]).split('\n')
  expect(row).toMatch(/…$/)
  expect(row.slice(0, -1)).toBe(FAMILY.repeat(Math.floor(row.length / FAMILY.length)))
})
