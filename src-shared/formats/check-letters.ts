// The two check letters of a Unique Key, a License Code and a typed key's row: a Reed-Solomon code over GF(32)
// (docs/formats/check-letters.md). Any one or two wrong letters are found, and so every swap of two letters.

const FIELD_POLYNOMIAL = 0b100101 // x^5 + x^2 + 1
export const MAX_LETTERS = 31 // check letters included: beyond it two errors could cancel out

const exponent: number[] = []
const logarithm: number[] = new Array<number>(32).fill(0)
for (let power = 0, value = 1; power < 31; power += 1) {
  exponent.push(value)
  logarithm[value] = power
  value <<= 1
  if (value & 32) value ^= FIELD_POLYNOMIAL
}

function multiply(a: number, b: number): number {
  if (a === 0 || b === 0) return 0
  return exponent[((logarithm[a] ?? 0) + (logarithm[b] ?? 0)) % 31] ?? 0
}

/** The sum of value_i · α^(power · i), read from the right: 0 for power 0 and 1 means that the letters hold. */
function syndrome(values: readonly number[], power: 0 | 1): number {
  const step = exponent[power] ?? 1
  return values.reduce((sum, value) => multiply(sum, step) ^ value, 0)
}

/**
 * Two check values for up to 29 data values (0–31). `context` (0–31) is mixed in, so that the same letters
 * under another context (another row of a typed key) do not hold.
 */
export function checkValues(data: readonly number[], context = 0): [number, number] {
  if (data.length > MAX_LETTERS - 2) throw new RangeError(`at most ${MAX_LETTERS - 2} letters can be checked`)
  const padded = [...data, 0, 0]
  const s0 = syndrome(padded, 0)
  const s1 = syndrome(padded, 1) ^ context
  // Solve a + b = s0, α·a + b = s1 in GF(32): a = (s0 + s1) / (1 + α).
  const a = multiply(s0 ^ s1, exponent[31 - (logarithm[1 ^ 2] ?? 0)] ?? 0)
  return [a, s0 ^ a]
}

/** Whether data with its two check values at the end holds under this context. */
export function checkHolds(values: readonly number[], context = 0): boolean {
  if (values.length < 3 || values.length > MAX_LETTERS) return false
  return syndrome(values, 0) === 0 && syndrome(values, 1) === context
}

/** The place of the letter that is wrong, from 0, where one alone is; null: they hold, or more than one must be wrong. */
export function wrongLetter(values: readonly number[], context = 0): number | null {
  const s0 = syndrome(values, 0)
  const s1 = syndrome(values, 1) ^ context
  // One error e, i letters from the right: s0 = e, s1 = e · α^i.
  if (s0 === 0 || s1 === 0) return null
  const fromRight = ((logarithm[s1] ?? 0) - (logarithm[s0] ?? 0) + 31) % 31
  return fromRight < values.length ? values.length - 1 - fromRight : null
}
