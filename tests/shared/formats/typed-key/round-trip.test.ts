import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { nodePrimitives } from '#shared/crypto/node-primitives.ts'
import { decodeTypedKey } from '#shared/formats/typed-key/decode.ts'
import { encodeTypedKey } from '#shared/formats/typed-key/encode.ts'
import { MOST, type TypedKeyFacts, type TypedKeyProduct } from '#shared/formats/typed-key/facts.ts'
import { readRows } from '#shared/formats/typed-key/read-rows.ts'
import { formatRows, numberedRows } from '#shared/formats/typed-key/rows.ts'
import { MAX_BYTES, shapeOf, SIGNATURE_BYTES } from '#shared/formats/typed-key/shape.ts'
import { DAY } from '#shared/instant.ts'
import { must } from '#tests/support/must.ts'
import { SEED_TERMS } from '#tests/support/typed-keys.ts'

const hexDigits = (bytes: number) => fc.uint8Array({ minLength: bytes, maxLength: bytes }).map(toHex)
const toHex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')
const date = fc.integer({ min: 1, max: MOST.date }).map((day) => (day + 18_262) * DAY - 1)
const maybeDate = fc.option(date)
const line = (most: number) =>
  fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: most })
    .filter((text) => text.isWellFormed() && !/\p{Cc}/u.test(text) && Buffer.byteLength(text) <= most)
const limit = fc.option(fc.maxSafeNat())

const numbered = fc.record({
  number: fc.integer({ min: 1, max: MOST.productNumber }),
  limit,
  expiry: maybeDate,
})
const named = fc.record({
  number: fc.constant(null),
  code: line(12),
  name: line(20),
  type: line(10),
  limit,
  expiry: maybeDate,
})
const products: fc.Arbitrary<TypedKeyProduct[]> = fc.uniqueArray(fc.oneof(numbered, named), {
  minLength: 1,
  maxLength: 6,
  selector: (product) => product.number ?? Symbol('by name'),
})

const facts: fc.Arbitrary<TypedKeyFacts> = fc.record({
  keyId: hexDigits(4),
  codeHint: hexDigits(2),
  uniqueKeyHint: hexDigits(2),
  applicationHint: hexDigits(2),
  issued: fc.integer({ min: 0, max: 0xffff_ffff }).map((minute) => minute * 60_000),
  validDays: fc.option(fc.integer({ min: 1, max: MOST.validDays })),
  licenseNumber: hexDigits(8),
  licenseExpiry: maybeDate,
  maintenanceUntil: maybeDate,
  graceDays: fc.integer({ min: 0, max: MOST.graceDays }),
  overLimit: fc.oneof(
    fc.constantFrom('allow' as const, 'refuse' as const),
    fc.integer({ min: 0, max: MOST.overLimitDays }),
  ),
  owner: line(40),
  features: fc.array(line(10), { maxLength: 3 }),
  products,
})

describe('whatever a typed key can say', () => {
  test('comes back from its bytes as it was', () =>
    fc.assert(
      fc.property(facts, (said) => {
        const payload = must(encodeTypedKey(said, nodePrimitives))
        expect(must(decodeTypedKey(payload, nodePrimitives))).toEqual(said)
      }),
    ))

  test('comes back from its rows, in any spacing and case', () => {
    const separators = fc.array(fc.constantFrom('', ' ', '  ', '-', '\t', '\u00a0', '\n'), { minLength: 40 })
    const signature = fc.uint8Array({ minLength: SIGNATURE_BYTES, maxLength: SIGNATURE_BYTES })
    const property = fc.property(facts, signature, separators, fc.boolean(), (said, sign, between, lower) => {
      const payload = must(encodeTypedKey(said, nodePrimitives))
      const rows = formatRows(Uint8Array.from([...payload, ...sign]))
      const spaced = Array.from(rows.join('\n').replaceAll(' ', ''), (letter, at) => {
        return letter + (at % 7 === 3 ? (between[at % between.length] ?? '') : '')
      }).join('')
      for (const text of [spaced, numberedRows(rows)]) {
        const read = must(readRows(lower ? text.toLowerCase() : text))
        expect([toHex(read.payload), toHex(read.signature)]).toEqual([toHex(payload), toHex(sign)])
      }
    })
    fc.assert(property)
  })
})

test('bytes that are no payload are refused, never misread and never thrown at', () =>
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), fc.boolean(), (bytes, likely) => {
      if (likely && bytes.length > 1 && bytes.length < 128) bytes.set([1, bytes.length])
      const read = decodeTypedKey(bytes, nodePrimitives)
      if (read.ok) expect(must(encodeTypedKey(read.value, nodePrimitives))).toEqual(bytes)
    }),
  ))

describe('the length of a typed key', () => {
  const head = { keyId: '00000000', codeHint: '0000', uniqueKeyHint: '0000', applicationHint: '0000' }
  const seed: TypedKeyFacts = { ...SEED_TERMS, ...head, licenseNumber: '0000000000000000' }
  const groups = (change: Partial<TypedKeyFacts>) =>
    shapeOf(must(encodeTypedKey({ ...seed, ...change }, nodePrimitives)).length + SIGNATURE_BYTES).groups
  const end = Date.parse('2032-12-31T23:59:59.999Z')
  const everything = {
    validDays: 365,
    maintenanceUntil: end,
    licenseExpiry: end,
    overLimit: 30,
    graceDays: 90,
  }

  test.each([
    ['the seed’s license', {}, 47],
    ['with an end of its own, maintenance and days over limit', everything, 47],
    ['unlimited', { licenseExpiry: null }, 46],
    ['one product', { owner: 'Contoso B.V.', products: seed.products.slice(0, 1) }, 39],
    ['an owner of 12 letters', { owner: 'Contoso B.V.' }, 42],
    ['an owner of 60 letters', { owner: 'O'.repeat(60) }, 59],
    ['with two features', { features: ['sso', 'audit-log'] }, 51],
    ['expiring in 2099', { licenseExpiry: Date.parse('2099-12-31T23:59:59.999Z') }, 47],
  ] satisfies [string, Partial<TypedKeyFacts>, number][])('%s', (_, change, expected) => {
    expect(groups(change)).toBe(expected)
  })

  test('the seed’s license has an owner of 24 characters and at most 48 groups, 8 rows', () => {
    expect(seed.owner).toHaveLength(24)
    expect(Math.max(groups({}), groups(everything))).toBeLessThanOrEqual(48)
  })

  test('every length has the shortest shape, and 31 rows are the most', () => {
    for (let bytes = 1; bytes <= MAX_BYTES; bytes += 1) {
      const { rows, groups: count, lastRowLetters } = shapeOf(bytes)
      const capacity = (groupCount: number) => (groupCount * 5 - Math.ceil(groupCount / 6) * 2) * 5
      expect(capacity(count)).toBeGreaterThanOrEqual(bytes * 8)
      expect(capacity(count - 1)).toBeLessThan(bytes * 8)
      expect([rows, lastRowLetters]).toEqual([Math.ceil(count / 6), (count - (rows - 1) * 6) * 5])
    }
    expect(shapeOf(MAX_BYTES).rows).toBe(31)
    expect(() => shapeOf(MAX_BYTES + 1)).toThrow(RangeError)
  })
})
