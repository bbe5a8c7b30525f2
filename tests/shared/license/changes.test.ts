import { describe, expect, test } from 'vitest'
import {
  changesBetween,
  CHANGE_KINDS,
  wordChanges,
  type Change,
  type Stand,
} from '#shared/license/changes.ts'
import type { LicensedProduct } from '#shared/license/license.ts'
import { changeText } from '#shared/messages/change-text.ts'
import { messages as en } from '#shared/messages/en/messages.ts'

const END = Date.parse('2027-03-01T00:00:00Z')
const LATER = Date.parse('2028-03-01T00:00:00Z')

const product = (code: string, limit: number | null, expiry: number | null = END): LicensedProduct => ({
  code,
  name: code.toUpperCase(),
  type: 'Count',
  limit,
  expiry,
})
const stand = (products: LicensedProduct[], expiry: number | null = END): Stand => ({
  license: { products, expiry },
  word: null,
})
const kinds = (changes: readonly Change[]) => changes.map(({ kind, product: of }) => [kind, of?.code ?? null])

describe('what the vendor changed', () => {
  const before = stand([product('a', 800), product('b', null)])
  test.each<[string, Stand, unknown]>([
    ['nothing', stand([product('b', null), product('a', 800)]), []],
    [
      'a limit',
      stand([product('a', 1000), product('b', 5)]),
      [
        ['limit', 'a'],
        ['limit', 'b'],
      ],
    ],
    [
      'the end, and that of its products with it',
      stand([product('a', 800, LATER), product('b', null, LATER)], LATER),
      [['renewed', null]],
    ],
    [
      'the end, to none',
      stand([product('a', 800, null), product('b', null, null)], null),
      [['renewed', null]],
    ],
    [
      'the end, to an earlier one',
      stand([product('a', 800, 1), product('b', null, 1)], 1),
      [['shortened', null]],
    ],
    [
      'the end of one product',
      stand([product('a', 800, LATER), product('b', null)]),
      [['product_renewed', 'a']],
    ],
    [
      'a product of its own end',
      stand([product('a', 800, 1), product('b', null)]),
      [['product_shortened', 'a']],
    ],
    [
      'the products',
      stand([product('a', 800), product('c', 1)]),
      [
        ['product_added', 'c'],
        ['product_removed', 'b'],
      ],
    ],
  ])('%s', (_, after, expected) => {
    expect(kinds(changesBetween(before, after))).toEqual(expected)
  })

  test('is told with what was and what is', () => {
    expect(changesBetween(before, stand([product('a', 1000), product('b', null)]))).toEqual([
      { kind: 'limit', product: { code: 'a', name: 'A' }, from: 800, to: 1000 },
    ])
  })
})

test('what the server says beside the file is told when it changes, and when it ends', () => {
  expect(kinds(wordChanges(null, 'suspended'))).toEqual([['suspended', null]])
  expect(kinds(wordChanges('suspended', 'suspended'))).toEqual([])
  expect(kinds(wordChanges('suspended', null))).toEqual([['reinstated', null]])
  expect(kinds(wordChanges('suspended', 'revoked'))).toEqual([['revoked', null]])
  expect(kinds(wordChanges(null, 'seat_released'))).toEqual([['seat_released', null]])
  expect(kinds(wordChanges('seat_released', null))).toEqual([])
})

test('every kind has words', () => {
  const change = {
    licenseId: 'id',
    owner: 'Contoso B.V.',
    product: { code: 'server-vm', name: 'Server / VM' },
    from: null,
    to: null,
  }
  for (const kind of CHANGE_KINDS) expect(en.activity.changes[kind]({ ...change, kind })).toMatch(/^\S/)
  const { limit } = en.activity.changes
  expect(limit({ ...change, kind: 'limit', from: 800, to: 1000 })).toBe('Server / VM: limit 800 → 1,000')
  expect(limit({ ...change, kind: 'limit', from: 16, to: null })).toBe('Server / VM: limit 16 → no limit')
  const end = { ...change, kind: 'renewed' as const, from: '2027-02-28T23:59:59.999Z', to: null }
  expect(changeText(end, en)).toBe('Renewed: 2027-02-28 → unlimited')
})
