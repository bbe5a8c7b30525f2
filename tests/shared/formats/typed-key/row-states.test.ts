import { describe, expect, test } from 'vitest'
import { rowStates } from '#shared/formats/typed-key/row-states.ts'
import vectors from '#tests/vectors/typed-key-v1.json' with { type: 'json' }

const { rows } = vectors.read
const stateOf = (texts: readonly string[], row: number) => rowStates(texts).rows[row - 1]
const blank = rows.map(() => '')

describe('rows while they are typed', () => {
  test('letter by letter, each row goes from empty over unfinished to ok, and never through wrong', () => {
    const typed = [...blank]
    rows.forEach((row, index) => {
      const letters = row.replaceAll(' ', '')
      expect(stateOf(typed, index + 1)).toEqual({ state: 'empty' })
      for (let count = 1; count < letters.length; count += 1) {
        typed[index] = letters.slice(0, count)
        const of = index === rows.length - 1 ? letters.length : 30
        expect(stateOf(typed, index + 1)).toEqual({ state: 'unfinished', letters: count, of })
      }
      typed[index] = row.toLowerCase()
      expect(stateOf(typed, index + 1)).toEqual({ state: 'ok', letters })
      expect(rowStates(typed).complete).toBe(index === rows.length - 1)
    })
  })

  test('once row 1 holds, everybody knows how many rows there are and how long the last is', () => {
    expect(rowStates(blank)).toMatchObject({ version: null, shape: null })
    expect(rowStates([rows[0] ?? ''])).toMatchObject({
      version: 1,
      shape: { rows: 8, groups: 47, lastRowLetters: 25 },
      complete: false,
    })
  })

  test('rows may be typed in any order', () => {
    const typed = blank.with(4, rows[4] ?? '').with(2, rows[2] ?? '')
    expect(rowStates(typed).rows.map(({ state }) => state)).toEqual([
      'empty',
      'empty',
      'ok',
      'empty',
      'ok',
      'empty',
      'empty',
      'empty',
    ])
  })

  test('a strange letter is named at once, before the row is finished', () => {
    expect(stateOf(['05U'], 1)).toEqual({ state: 'wrong', reason: 'letter', letter: 'U' })
    expect(stateOf(['05?'], 1)).toEqual({ state: 'wrong', reason: 'letter', letter: '?' })
  })

  test('a wrong letter and a letter too many', () => {
    const row = rows[1] ?? ''
    const wrong = (row.startsWith('0') ? '1' : '0') + row.slice(1)
    expect(stateOf(rows.with(1, wrong), 2)).toMatchObject({ state: 'wrong', reason: 'check' })
    expect(stateOf(rows.with(1, `${row}0`), 2)).toMatchObject({ state: 'wrong', reason: 'too_long' })
  })

  test('a row that was skipped is noticed in the row that follows', () => {
    const typed = blank.with(0, rows[0] ?? '').with(1, rows[2] ?? '')
    expect(stateOf(typed, 2)).toEqual({ state: 'other_row', row: 3 })
  })

  test('a row typed twice is noticed', () => {
    const typed = blank.with(0, rows[0] ?? '').with(1, rows[0] ?? '')
    expect(stateOf(typed, 2)).toEqual({ state: 'other_row', row: 1 })
  })

  test('where a row stands in its place, letters that look like it are a typing error', () => {
    const swaps = Array.from({ length: 29 }, (_, at) => {
      const letters = (rows[2] ?? '').replaceAll(' ', '')
      return letters.slice(0, at) + (letters[at + 1] ?? '') + (letters[at] ?? '') + letters.slice(at + 2)
    }).filter((changed) => changed !== rows[2]?.replaceAll(' ', ''))
    for (const swap of swaps) expect(stateOf(rows.with(2, swap), 3)?.state).toBe('wrong')
  })

  test('a row after the last is extra, and the key is not complete with it', () => {
    const states = rowStates([...rows, rows[0] ?? ''])
    expect([states.rows.at(-1)?.state, states.complete]).toEqual(['extra', false])
    expect(rowStates([...rows, '', '']).complete).toBe(true)
  })
})
