// The gate's question as the contract takes it: its lengths are those of every gate (docs/formats/gate-v1.md#given).
import { expect, test } from 'vitest'
import { contract } from '#shared/contract/contract.ts'

const { input } = contract['licenses.check']
const LETTER = '𝄞' // two units, one code point

test('a product and a feature have 1 to 200 UTF-16 units', () => {
  const longest = LETTER.repeat(100)
  expect(input.safeParse({ product: longest, feature: longest }).success).toBe(true)
  for (const asked of [{ product: `${longest}x` }, { product: 'a', feature: `${longest}x` }])
    expect(input.safeParse(asked).error?.issues).toMatchObject([
      { code: 'too_big', origin: 'string', maximum: 200, path: [Object.keys(asked).at(-1)] },
    ])
  expect(input.safeParse({ product: '' }).error?.issues).toMatchObject([{ code: 'too_small', minimum: 1 }])
})
