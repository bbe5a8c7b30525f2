// Crockford's base 32, the letters of everything a person reads out or types
// (docs/formats/check-letters.md#letters): no I, L, O, U.
import { charSet } from './text/char-set.ts'
import { inGroups, lettersOf, replaced, upperCase } from './text/whole-text.ts'

export const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

const values = new Map<string, number>(Array.from(lettersOf(LETTERS), (letter, value) => [letter, value]))

const LOOK_ALIKES = charSet(/[ILO]/)

/** The letter that a look-alike stands for: any case, I and L read as 1, O as 0. Other characters stay. */
export function foldLookAlikes(text: string): string {
  return replaced(upperCase(text), LOOK_ALIKES, (letter) => (letter === 'O' ? '0' : '1'))
}

/** Values 0–31 of folded letters, or null where one is not a letter of the alphabet. */
export function lettersToValues(text: string): number[] | null {
  const result: number[] = []
  for (const letter of lettersOf(text)) {
    const value = values.get(letter)
    if (value === undefined) return null
    result.push(value)
  }
  return result
}

/** The first character that is no letter of the alphabet, or null. */
export function strangeLetter(letters: string): string | null {
  for (const letter of lettersOf(letters)) if (!values.has(letter)) return letter
  return null
}

export function valuesToLetters(list: readonly number[]): string {
  return list.map((value) => LETTERS[value & 31]).join('')
}

/** The first `count` values of five bits each, most significant bit first. Refuses to make up bits. */
export function bytesToValues(bytes: Uint8Array, count: number): number[] {
  if (bytes.length * 8 < count * 5) throw new RangeError(`${bytes.length} bytes do not hold ${count} letters`)
  const result: number[] = []
  let buffer = 0
  let bits = 0
  for (const byte of bytes) {
    buffer = (buffer << 8) | byte
    bits += 8
    while (bits >= 5 && result.length < count) {
      bits -= 5
      result.push((buffer >> bits) & 31)
    }
    buffer &= (1 << bits) - 1
  }
  return result
}

export function inGroupsOfFive(letters: string): string {
  return inGroups(letters, 5, '-')
}
