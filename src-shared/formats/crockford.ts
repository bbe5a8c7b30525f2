// Crockford's base 32, the letters of everything a person reads out or types
// (docs/formats/check-letters.md#letters): no I, L, O, U.

export const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

const values = new Map<string, number>(Array.from(LETTERS, (letter, value) => [letter, value]))

/** The letter that a look-alike stands for: any case, I and L read as 1, O as 0. Other characters stay. */
export function foldLookAlikes(text: string): string {
  return text.toUpperCase().replaceAll(/[IL]/g, '1').replaceAll('O', '0')
}

/** Values 0–31 of folded letters, or null where one is not a letter of the alphabet. */
export function lettersToValues(text: string): number[] | null {
  const result: number[] = []
  for (const letter of text) {
    const value = values.get(letter)
    if (value === undefined) return null
    result.push(value)
  }
  return result
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
  return letters.match(/.{1,5}/g)?.join('-') ?? ''
}
