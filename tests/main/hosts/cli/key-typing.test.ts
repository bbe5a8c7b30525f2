// A Local License Key at a prompt: what is said of each line. The keyboard itself is in key-prompt.test.ts.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { KeyTyping } from '#main/hosts/cli/key-typing.ts'
import { charactersRead } from '#shared/formats/text/cursor.ts'
import { MAX_TEXT_CHARACTERS } from '#shared/formats/text/whole-text.ts'
import { rowThatHolds } from '#shared/formats/typed-key/rows.ts'
import { messages as en } from '#shared/messages/en/messages.ts'
import { machineFile, makeKey } from '#tests/support/machine-files.ts'
import { PIECES, runOf } from '#tests/support/outside-texts.ts'
import { strideOf } from '#tests/support/rounds.ts'
import vectors from '#tests/vectors/typed-key-v1.json' with { type: 'json' }

const ROWS: readonly string[] = vectors.read.rows
const row = (number: number) => ROWS[number - 1] ?? ''
const letters = (text: string) => text.replaceAll(' ', '')
const AGAIN = 'Type it again, or bring it back with the Up arrow.'

function enter(lines: readonly string[]): { typing: KeyTyping; said: string[][] } {
  const typing = new KeyTyping(en.typedRows, 'VIRTUALMETRIC')
  return { typing, said: lines.map((line) => typing.take(line).map(([kind, text]) => `${kind}: ${text}`)) }
}

const keyOf = (typing: KeyTyping) => letters(typing.text.replaceAll(/^ *\d+: */gm, '').trim())
const KEY = letters(ROWS.join('\n'))

describe('rows that are typed', () => {
  test('are each right, number and length are known after the first, and the last one ends the typing', () => {
    const typing = new KeyTyping(en.typedRows, 'VIRTUALMETRIC')
    expect(typing.prompt).toBe('Row 1: ')
    ROWS.forEach((text, index) => {
      expect(typing.done).toBe(false)
      const said = typing.take(letters(text).toLowerCase())
      const right = index === 7 ? 'All 8 rows are right.' : `Row ${index + 1} is right.`
      expect(said).toEqual([['ok', index === 0 ? `${right} The key has 8 rows.` : right]])
      expect(typing.prompt).toBe(index === 7 ? '' : `Row ${index + 2} of 8: `)
    })
    expect(typing.done).toBe(true)
    expect(keyOf(typing)).toBe(KEY)
  })

  test('are asked for again where they are wrong, and what is wrong is said', () => {
    const wrong = row(3).replace(/^D/, 'E')
    const short = row(3).slice(0, -6)
    const strange = row(3).replace(/^D/, 'U')
    const { typing, said } = enter([row(1), row(2), wrong, short, strange, `${row(3)} 22`, row(3)])
    expect(said.slice(2)).toEqual([
      [`failed: Check row 3. ${AGAIN}`],
      [`failed: Check row 3: 25 of 30 letters. ${AGAIN}`],
      [`failed: Check row 3. “U” is in no key. ${AGAIN}`],
      [`failed: Check row 3. 32 letters instead of 30. ${AGAIN}`],
      ['ok: Row 3 is right.'],
    ])
    expect(typing.prompt).toBe('Row 4 of 8: ')
  })

  test('are missed where one is skipped, which may be typed at once or at the end', () => {
    const { typing, said } = enter([1, 2, 4, 5, 7].map(row))
    expect(said.slice(2)).toEqual([
      ['ok: Row 4 is right.', 'warning: Row 3 was skipped. Type it now, or go on and type it at the end.'],
      ['ok: Row 5 is right.'],
      ['ok: Row 7 is right.', 'warning: Row 6 was skipped. Type it now, or go on and type it at the end.'],
    ])
    expect(typing.prompt).toBe('Row 3 of 8: ')
    for (const missing of [8, 3, 6]) typing.take(row(missing))
    expect([typing.done, keyOf(typing)]).toEqual([true, KEY])
  })

  test('are found too where the first is the one that was skipped', () => {
    const { typing, said } = enter([2, 3, 4, 5, 6, 7, 8, 1].map(row))
    expect(said[0]).toEqual([
      'ok: Row 2 is right.',
      'warning: Row 1 was skipped. Type it now, or go on and type it at the end.',
    ])
    expect(said.at(-1)).toEqual(['ok: All 8 rows are right.'])
    expect(keyOf(typing)).toBe(KEY)
  })

  test('whose swapped letters look like a later row are taken back when the row itself comes', () => {
    const [like, swapped] = swapThatLooksLikeLater(3)
    const { typing, said } = enter([row(1), row(2), swapped, row(3)])
    expect(said[2]?.[0]).toBe(`ok: Row ${like} is right.`)
    expect(said[3]).toEqual([
      'ok: Row 3 is right.',
      `warning: What was taken for row ${like} was row 3 with a mistake: row ${like} is still to come.`,
    ])
    for (const rest of [4, 5, 6, 7, 8]) typing.take(row(rest))
    expect([typing.done, keyOf(typing)]).toEqual([true, KEY])
  })

  test('of a later version end the typing at once: the core says that', () => {
    const { typing } = enter(['093DS CJ3C8 1T3TF YG9BG 3JE4J B6Z7A'])
    expect(typing.done).toBe(true)
  })

  test('that end early go on as they are, the wrong one too', () => {
    const typed = [row(1), row(2), row(3).replace(/^D/, 'E')]
    const { typing } = enter(typed)
    expect([typing.done, keyOf(typing)]).toEqual([false, letters(typed.join('\n'))])
  })
})

describe('what is pasted', () => {
  const numbered = ROWS.map((text, index) => ` ${index + 1}:  ${text}`)

  test('may be a whole mail, whatever stands above the rows', () => {
    const mail = [
      'Dear operator,',
      '',
      'License Code: ZGQMS-KTQ2X-3S62W-MFZQB-5N13W',
      'your key of 2027:',
      '',
    ]
    const { typing, said } = enter([...mail, ...numbered.map((text) => `> ${text}`)])
    expect(said.flat().filter((text) => !text.startsWith('ok:'))).toEqual([
      'warning: This is no row. It is kept as text: go on, or end it with Ctrl-D.',
    ])
    expect([typing.done, keyOf(typing)]).toEqual([true, KEY])
  })

  test('says which of its rows is wrong, and waits for that one', () => {
    const { typing, said } = enter(numbered.with(2, ' 3:  EXSPY 82DC5 Q7ASK 1CDT7 AWK9D SKJGB'))
    expect(said[2]).toEqual([`failed: Check row 3. ${AGAIN}`])
    expect([typing.done, typing.prompt]).toEqual([false, 'Row 3 of 8: '])
    typing.take(row(3))
    expect([typing.done, keyOf(typing)]).toEqual([true, KEY])
  })

  test('may be a machine file, which ends at its END line, quoted or not', () => {
    const file = machineFile(makeKey(), {}).trimEnd()
    for (const text of [file, `Hello,\n\n${file}`, file.replaceAll(/^/gm, '> ')]) {
      const lines = text.split('\n')
      const { typing } = enter(lines.slice(0, -1))
      expect(typing.done).toBe(false)
      typing.take(lines.at(-1) ?? '')
      expect([typing.done, typing.text]).toEqual([true, lines.join('\n')])
    }
  })

  test('is kept as it is where nobody knows it, up to Ctrl-D', () => {
    const lines = ['Good morning', 'nothing', '', 'of note']
    const { typing } = enter(lines)
    expect([typing.done, typing.text, typing.prompt]).toEqual([false, lines.join('\n'), ''])
  })
})

/** Two letters of this row swapped so that it holds as a later one. */
function swapThatLooksLikeLater(number: number): [number, string] {
  const text = Array.from(letters(row(number)))
  for (let one = 0; one < text.length; one += 1)
    for (let other = one + 1; other < text.length; other += 1) {
      const swapped = text
        .with(one, text[other] ?? '')
        .with(other, text[one] ?? '')
        .join('')
      const like = rowThatHolds(swapped)
      if (like !== null && like > number && like <= ROWS.length) return [like, swapped]
    }
  throw new Error(`no swap in row ${number} looks like a later row`)
}

describe('what is looked at is a constant times the length of what is pasted (issue 10.4)', () => {
  /** Rows, a file and a code are each looked for in every line; beside rows that are there already each line is judged. */
  const TIMES = 1000
  const looksAt = (text: string) => {
    const before = charactersRead()
    const { typing } = enter(text.split('\n'))
    expect(typing.text.length).toBeLessThanOrEqual(text.length + 4000)
    return charactersRead() - before
  }
  const expectLinear = (text: string, what: string) => {
    const looked = looksAt(text)
    const bound = TIMES * text.length + 20_000
    if (looked > bound) expect.fail(`looked ${looked} times at ${text.length} characters of ${what}`)
  }

  test.each([
    ...['BEGIN MACHINE', 'END MACHINE', 'BEGIN LICENSE', 'END LICENSE'].map(
      (line) => `-----${line} FILE-----\n`,
    ),
    '-----BEGIN MACHINE FILE-----\n-----END LICENSE FILE-----\n',
    '-----END MACHINE FILE-----\n-----BEGIN MACHINE FILE-----',
    'A\n',
    `${row(2)}\n`,
  ])('for thousands of lines %j', (pattern) => {
    for (const begin of ['', `${row(1)}\n`, 'Content-Transfer-Encoding: base64\n\n', '<p>\n'])
      expectLinear(
        begin + runOf(pattern, MAX_TEXT_CHARACTERS / 8 / strideOf(3)),
        JSON.stringify(begin + pattern),
      )
  })

  test('for runs of short patterns between others', () => {
    const piece = fc.constantFrom(...PIECES, '\n', `${row(1)}\n`)
    const pattern = fc.array(piece, { minLength: 1, maxLength: 4 }).map((pieces) => pieces.join(''))
    const part = fc
      .tuple(pattern, fc.integer({ min: 1, max: 3000 }))
      .map(([repeated, length]) => runOf(repeated, length))
    const texts = fc.array(part, { minLength: 1, maxLength: 4 }).map((parts) => parts.join(''))
    fc.assert(
      fc.property(texts, (text) => expectLinear(text, JSON.stringify(text.slice(0, 200)))),
      { numRuns: 100, seed: 10 },
    )
  })

  test('and a file whose lines come after many that only look like its own ends the typing all the same', () => {
    const file = machineFile(makeKey())
    const { typing } = enter([
      '-----END MACHINE FILE-----',
      '-----END MACHINE FILE-----',
      ...file.split('\n'),
    ])
    expect(typing.done).toBe(true)
  })
})
