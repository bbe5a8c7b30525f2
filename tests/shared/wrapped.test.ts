import { expect, test } from 'vitest'
import { wrapped } from '#shared/wrapped.ts'

const SAID =
  'Start Activation Desk as an administrator, or ask for membership in the group that may write there.'

test.each([20, 30, 40, 60, 80])(
  'lines fit a terminal of %i columns, and no word is cut (issue 12)',
  (width) => {
    for (const line of [SAID, ' '.repeat(12) + SAID, `  ${SAID}`]) {
      const lines = wrapped(line, width, 10).split('\n')
      expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(width)
      expect(lines.join(' ').trim().split(/\s+/)).toEqual(SAID.split(' '))
    }
  },
)

test('a word that is wider than the terminal stays whole', () => {
  expect(wrapped(`a ${'b'.repeat(50)} c`, 20).split('\n')).toEqual(['a', 'b'.repeat(50), 'c'])
})
