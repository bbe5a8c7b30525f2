// Ranks and orders against the plain way of sorting.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { searchForm } from '#shared/search-text.ts'
import type { LicenseList } from '#shared/contract/views.ts'
import { rowsOf } from '../../../src-renderer/features/licensing/rows.ts'
import type { Column } from '../../../src-renderer/features/licensing/table/columns.ts'
import {
  EMPTY,
  rankNumbers,
  sortedOrder,
} from '../../../src-renderer/features/licensing/table/index/ranks.ts'
import { RowIndex } from '../../../src-renderer/features/licensing/table/index/row-index.ts'
import { rankTexts } from '../../../src-renderer/features/licensing/table/index/text-ranks.ts'
import { license, product } from '../support/samples.ts'

const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' })
const word = fc.oneof(
  fc.string({ maxLength: 12 }),
  fc.string({
    unit: fc.constantFrom('a', 'A', 'b', 'B', '0', '1', '9', ' ', '-', '_', '.', 'é'),
    maxLength: 8,
  }),
  fc.string({ unit: 'grapheme', maxLength: 6 }),
)

describe('the ranks of texts', () => {
  test('order any texts as the collator does, equal where it finds them equal', () => {
    fc.assert(
      fc.property(fc.array(word, { maxLength: 30 }), (texts) => {
        const { of, count } = rankTexts(texts)
        texts.forEach((a, i) =>
          texts.forEach((b, j) => {
            if (a === '' || b === '') return
            expect(Math.sign(of[i]! - of[j]!)).toBe(Math.sign(collator.compare(a, b)))
          }),
        )
        texts.forEach((text, row) => expect(of[row] === EMPTY).toBe(text === ''))
        expect(of.every((rank) => rank === EMPTY || rank < count)).toBe(true)
      }),
      { numRuns: 500 },
    )
  })

  test('order numbers in texts by their value, however long', () => {
    const texts = ['Owner 10', 'Owner 9', 'owner 010', `Owner ${'9'.repeat(300)}`, 'x'.repeat(10_000)]
    const { of } = rankTexts(texts)
    expect([...of]).toEqual([1, 0, 1, 2, 3])
  })
})

describe('an order', () => {
  test('is that of a stable sort by several keys, empty cells last either way', () => {
    const key = fc.oneof(fc.integer({ min: 0, max: 5 }), fc.constant(NaN), fc.constant(Infinity))
    const row = fc.tuple(key, key)
    fc.assert(
      fc.property(fc.array(row, { maxLength: 60 }), fc.boolean(), fc.boolean(), (rows, first, second) => {
        const descending = [first, second]
        const keys = [0, 1].map((at) => ({
          ranks: rankNumbers(rows.map((each) => each[at]!)),
          of: Uint32Array.from(rows.keys()),
          descending: descending[at]!,
        }))
        const plainly = rows
          .map((_, index) => index)
          .sort((a, b) => compareAt(rows, a, b, 0, first) || compareAt(rows, a, b, 1, second))
        expect([...sortedOrder(rows.length, keys)]).toEqual(plainly)
      }),
    )
  })
})

function compareAt(
  rows: readonly (readonly number[])[],
  a: number,
  b: number,
  at: number,
  descending: boolean,
): number {
  const [x, y] = [rows[a]![at]!, rows[b]![at]!]
  if (Number.isNaN(x) || Number.isNaN(y)) return Number(Number.isNaN(x)) - Number(Number.isNaN(y))
  if (x === y) return 0
  return x < y === descending ? 1 : -1
}

describe('the search', () => {
  test('finds the rows that hold every term, in any cell, and none across two cells', () => {
    const columns = (['owner', 'notes'] as const).map((name): Column => ({
      id: name,
      kind: 'text',
      shownAtFirst: true,
      least: 1,
      share: 1,
      ofLicense: true,
      text: ({ license: { [name]: text } }) => text ?? '',
    }))
    const cell = fc.string({ unit: fc.constantFrom('a', 'B', 'İ', ' ', 'é', 'e\u0301', 'ß'), maxLength: 5 })
    const term = fc.string({ unit: fc.constantFrom('a', 'b', 'i', 'é', 's'), minLength: 1, maxLength: 3 })
    const licensesArb = fc.array(fc.tuple(cell, cell, fc.integer({ min: 1, max: 3 })), { maxLength: 40 })
    const termsArb = fc.array(term, { minLength: 1, maxLength: 3 })
    fc.assert(
      fc.property(licensesArb, termsArb, fc.nat({ max: 8 }), (texts, terms, prepared) => {
        const list = {
          revision: '',
          digest: '',
          problems: [],
          seatReleased: [],
          licenses: texts.map(([owner, notes, products]) =>
            license(
              `x${owner}`,
              Array.from({ length: products }, (_, index) => product(`Product ${index}`)),
              { notes },
            ),
          ),
        } as unknown as LicenseList
        const rows = rowsOf(list, 0)
        const order = sortedOrder(rows.length, [])
        const index = new RowIndex(rows)
        // However much of it was prepared before.
        for (let step = 0; step < prepared; step += 1) index.prepare(columns)
        const found = index.holding(terms.map(searchForm), columns, order)
        const plainly = rows.flatMap(({ license: { owner, notes } }, row) => {
          const cells = [owner, notes ?? ''].map((text) => searchForm(text))
          return terms.every((each) => cells.some((text) => text.includes(searchForm(each)))) ? [row] : []
        })
        expect([...found]).toEqual(plainly)
      }),
    )
  })
})
