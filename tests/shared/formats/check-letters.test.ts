import { describe, expect, test } from 'vitest'
import { checkHolds, checkValues, MAX_LETTERS, wrongLetter } from '#shared/formats/check-letters.ts'
import { LETTERS, lettersToValues } from '#shared/formats/crockford.ts'

const data = lettersToValues('0123456789ABCDEFGHJKMNPQRSTV') ?? []
const whole = [...data, ...checkValues(data)]
const change = (values: readonly number[], at: number, value: number) => values.with(at, value)

describe('two check letters over thirty', () => {
  test('hold for what they were made for', () => expect(checkHolds(whole)).toBe(true))

  test('find every wrong letter, and every two wrong letters', () => {
    for (let i = 0; i < whole.length; i += 1)
      for (let a = 1; a < 32; a += 1) {
        const one = change(whole, i, (whole[i] ?? 0) ^ a)
        expect(checkHolds(one)).toBe(false)
        for (let j = 0; j < i; j += 1)
          for (let b = 1; b < 32; b += 1)
            if (checkHolds(change(one, j, (one[j] ?? 0) ^ b))) expect.fail(`${i} ${j}`)
      }
  })

  test('say which letter is wrong, where one alone is; of two that are swapped nothing', () => {
    expect(wrongLetter(whole)).toBeNull()
    for (let i = 0; i < whole.length; i += 1)
      for (let a = 1; a < 32; a += 1) expect(wrongLetter(change(whole, i, (whole[i] ?? 0) ^ a))).toBe(i)
    expect(wrongLetter(whole.with(3, whole[9] ?? 0).with(9, whole[3] ?? 0))).toBeNull()
  })

  test('find every swap of two different letters', () => {
    for (let i = 0; i < whole.length; i += 1)
      for (let j = 0; j < i; j += 1) {
        if (whole[i] === whole[j]) continue
        expect(checkHolds(whole.with(i, whole[j] ?? 0).with(j, whole[i] ?? 0))).toBe(false)
      }
  })

  test('do not hold under another context', () => {
    for (let made = 0; made < 32; made += 1) {
      const row = [...data, ...checkValues(data, made)]
      for (let read = 0; read < 32; read += 1) expect(checkHolds(row, read)).toBe(made === read)
    }
  })
})

test('more letters than can be checked are refused, not checked badly', () => {
  expect(() => checkValues(new Array<number>(MAX_LETTERS - 1).fill(0))).toThrow(RangeError)
  expect(checkHolds(new Array<number>(MAX_LETTERS + 1).fill(0))).toBe(false)
})

test('the alphabet has 32 letters and none that looks like another', () => {
  expect(new Set(LETTERS).size).toBe(32)
  expect(LETTERS).not.toMatch(/[ILOU]/)
})
