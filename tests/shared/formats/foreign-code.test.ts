// What a foreign issuer's codes look like goes out as it is (issue 12.12); what cannot be one is in read-code.test.ts.
import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { canBeForeign } from '#shared/formats/foreign-code.ts'

/** Bytes that are the same in each run. */
const bytes = (seed: number, count: number): Buffer =>
  Buffer.concat(
    Array.from({ length: Math.ceil(count / 64) }, (_, at) =>
      createHash('sha512').update(`${seed}/${at}`).digest(),
    ),
  ).subarray(0, count)

const signed = (seed: number): string =>
  `key/${bytes(seed, 90).toString('base64url')}=.${bytes(seed + 1, 64).toString('base64url')}==`

test.each([
  ['groups of base 16 with a version, as Keygen makes them', 'C1B6DE-39A6E3-DE1529-8559A0-4AF593-V3'],
  ['a UUID', '1f086ec9-a943-46ea-9da4-e62c2180c2f4'],
  ['base 16', 'e8601e48b69383ba520245fd07971e983d06d22c4257cfd82304601479cee788'],
  ['groups of letters alone', 'ABCDE-FGHIJ-KLMNO-PQRST-UVWXY'],
  ['letters in both cases', 'AbCdEf-GhIjKl'],
  ['a number with slashes', 'ACME/2024/0001'],
  ['dots', 'A1B2.C3D4.EFGH'],
  ['base64 that begins with a slash', '/9j4AAQSkZJRg1=='],
  ['base64 with two slashes inside', 'Ab9//kQ3+z1='],
  [
    'a signed key',
    'key/eyJ0ZXN0IjoxfQ==._f34UAAtNKM8TXGLlnblBGCLSy22Oa_gjp4jn0CpvEuwQ2gAcH0IntFKwtbyV5iWnH9_x8l0R144oHp2_GviAw==',
  ],
  [
    'a JWT',
    `${Buffer.from('{"alg":"RS256"}').toString('base64url')}.${bytes(1, 300).toString('base64url')}.${bytes(2, 256).toString('base64url')}`,
  ],
  ['what is encrypted', bytes(3, 256).toString('base64')],
])('%s', (_, code) => {
  expect(canBeForeign(code)).toBe(true)
})

test('signed keys and base64url of any content', () => {
  const refused = Array.from({ length: 2000 }, (_, seed) => [
    signed(seed),
    bytes(seed, 24).toString('base64url'),
    bytes(seed, 20).toString('hex').toUpperCase(),
  ])
    .flat()
    .filter((code) => !canBeForeign(code))
  expect(refused).toEqual([])
})
