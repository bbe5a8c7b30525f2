// Keys of nobody: RFC 8032 has no other spelling of a point, and under one of small order anybody's signature holds.
import { generateKeyPairSync } from 'node:crypto'
import { expect, test } from 'vitest'
import { isSigningPoint } from '#shared/formats/signing-point.ts'

const P = 2n ** 255n - 19n
const MASK = 2n ** 255n - 1n
const D = ((P - 121665n) * power(121666n, P - 2n)) % P

function power(base: bigint, exponent: bigint): bigint {
  let [result, square] = [1n, base]
  for (let left = exponent; left > 0n; left >>= 1n) {
    if (left & 1n) result = (result * square) % P
    square = (square * square) % P
  }
  return result
}

const spelled = (y: bigint): string =>
  Buffer.from(y.toString(16).padStart(64, '0'), 'hex').reverse().toString('hex')

/** −x² + y² = 1 + d·x²·y²: of y the square of x, if there is one. */
function isOnCurve(y: bigint): boolean {
  const square = (((y * y - 1n + P) % P) * power((D * y * y + 1n) % P, P - 2n)) % P
  return square === 0n || power(square, (P - 1n) / 2n) === 1n
}

/** The second coordinate of twice the point: its order divides 8 where three times that gives 1. */
function doubled(y: bigint): bigint {
  const yy = (y * y) % P
  const xx = (((yy - 1n + P) % P) * power((D * yy + 1n) % P, P - 2n)) % P
  return ((yy + xx) * power((2n + xx - yy + P) % P, P - 2n)) % P
}

const OF_SMALL_ORDER = [
  ...[0n, 1n, P - 1n],
  ...['05fc536d880238b13933c6d305acdfd5f098eff289f4c345b027b2c28f95e826'].map((hex) => BigInt(`0x${hex}`)),
].flatMap((y) => [y, (P - y) % P])

test('the list is that of the points whose order divides 8', () => {
  for (const y of OF_SMALL_ORDER.map((one) => one % P)) {
    expect(isOnCurve(y)).toBe(true)
    expect(doubled(doubled(doubled(y)))).toBe(1n)
  }
})

test.each([...new Set(OF_SMALL_ORDER)])('a point of small order, with either sign, is nobody’s: %s', (y) => {
  for (const sign of [0n, 1n << 255n]) expect(isSigningPoint(spelled(y | sign))).toBe(false)
})

test('no number that the field has not', () => {
  for (let y = P; y <= MASK; y += 1n)
    for (const sign of [0n, 1n << 255n]) expect(isSigningPoint(spelled(y | sign))).toBe(false)
})

test('keys that were made hold', () => {
  for (let count = 0; count < 20; count += 1) {
    const der = generateKeyPairSync('ed25519').publicKey.export({ format: 'der', type: 'spki' })
    expect(isSigningPoint(der.subarray(-32).toString('hex'))).toBe(true)
  }
})
