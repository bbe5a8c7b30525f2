import { describe, expect, test } from 'vitest'
import { LETTERS } from '#shared/formats/crockford.ts'
import { readRows } from '#shared/formats/typed-key/read-rows.ts'
import { numberedRows, readRow } from '#shared/formats/typed-key/rows.ts'
import { rowStates } from '#shared/formats/typed-key/row-states.ts'
import { swept } from '#tests/support/rounds.ts'
import vectors from '#tests/vectors/typed-key-v1.json' with { type: 'json' }

const rows = vectors.read.rows.map((row) => row.replaceAll(' ', ''))
const { shape } = rowStates(rows)

/** How the same letters come in: with row numbers, without, and all in one run. */
const forms: readonly [string, (rows: readonly string[]) => string][] = [
  ['with row numbers', numberedRows],
  ['a row a line', (list) => list.join('\n')],
  ['in one run', (list) => list.join('')],
]

/** The row that is named for these rows, in one form. */
function named(list: readonly string[], write: (rows: readonly string[]) => string): number | null {
  const read = readRows(write(list))
  if (read.ok) return null
  return read.error.code === 'typed_key_row_wrong' ? read.error.row : -1
}

const swapped = (text: string, at: number): string =>
  text.slice(0, at) + (text[at + 1] ?? '') + (text[at] ?? '') + text.slice(at + 2)

describe.each(forms)('a whole key, %s', (_, write) => {
  test('is read', () => expect(readRows(write(rows)).ok).toBe(true))

  test('every single wrong letter is found and its row named', { timeout: 120_000 }, () => {
    const missed: string[] = []
    rows.forEach((row, index) => {
      for (let at = 0; at < row.length; at += 1)
        // Another letter of the alphabet in each place, so that each is tried in some.
        for (const letter of swept(Array.from(`${LETTERS}U`.slice(at) + `${LETTERS}U`.slice(0, at)), 5)) {
          if (letter === row[at]) continue
          const changed = row.slice(0, at) + letter + row.slice(at + 1)
          const found = named(rows.with(index, changed), write)
          if (found !== index + 1) missed.push(`${index + 1}/${at + 1} ${letter}: ${found}`)
        }
    })
    expect(missed).toEqual([])
  })

  test('every swap of neighbours is found and a row of the two letters named', () => {
    const run = rows.join('')
    for (let at = 0; at + 1 < run.length; at += 1) {
      if (run[at] === run[at + 1]) continue
      const changed = swapped(run, at).match(/.{1,30}/g) ?? []
      expect(named(changed, write), `letters ${at + 1} and ${at + 2}`).toBe(Math.floor(at / 30) + 1)
    }
  })
})

describe.each(forms.slice(0, 2))('exchanged rows, %s', (_, write) => {
  test('every two are found, the first is named and what stands there', () => {
    for (let i = 0; i < rows.length; i += 1)
      for (let j = i + 1; j < rows.length; j += 1) {
        const exchanged = rows.with(i, rows[j] ?? '').with(j, rows[i] ?? '')
        const read = readRows(write(exchanged))
        const error = { code: 'typed_key_row_wrong', row: i + 1, looksLikeRow: j + 1 }
        expect(read).toEqual({ ok: false, error })
      }
  })
})

test('every lost row, and every two lost rows, are named', () => {
  for (let i = 0; i < rows.length; i += 1)
    for (let j = i; j < rows.length; j += 1) {
      const rest = rows.filter((_row, index) => index !== i && index !== j)
      const missing = [...new Set([i + 1, j + 1])]
      // Without row 1 nobody knows how many there are: a lost end then shows when row 1 is there.
      const known =
        i === 0 ? missing.filter((row) => rest.some((left) => rows.indexOf(left) >= row)) : missing
      const error = { code: 'typed_key_rows_missing', rows: known }
      expect(readRows(rest.join('\n')), String(missing)).toMatchObject({ error })
    }
})

describe('one row alone', () => {
  test('is right under its own number only', () => {
    rows.forEach((letters, index) => {
      for (let row = 1; row <= rows.length; row += 1)
        expect(readRow(letters, row, shape).ok).toBe(row === index + 1)
    })
  })

  test('says what is wrong with it', () => {
    const row = rows[2] ?? ''
    expect(readRow(row, 3, null)).toEqual({ ok: true, value: row })
    expect(readRow(`${row.slice(0, -1)}U`, 3, shape)).toMatchObject({
      error: { code: 'row_letter', letter: 'U' },
    })
    expect(readRow(row.slice(1), 3, shape)).toMatchObject({ error: { code: 'row_length', letters: 29 } })
    expect(readRow(row, 4, null)).toMatchObject({ error: { code: 'row_mistyped', looksLikeRow: 3 } })
  })
})
