import { describe, expect, test } from 'vitest'
import { formatLicenseCode, maskLicenseCode, readLicenseCode } from '#shared/formats/license-code.ts'
import vectors from '#tests/vectors/license-code.json' with { type: 'json' }

describe('making a License Code (docs/formats/license-code.md)', () => {
  test.each(vectors.make)('$name: $why', ({ input, expect: expected }) => {
    expect(formatLicenseCode(Buffer.from(input, 'hex'))).toBe(expected)
  })
  test('too few random bytes are refused, never padded', () =>
    expect(() => formatLicenseCode(new Uint8Array(14))).toThrow(RangeError))
})

describe('reading a License Code that a person typed', () => {
  test.each(vectors.read)('$name: $why', ({ input, expect: expected }) => {
    expect(readLicenseCode(input)).toEqual(expected)
  })
})

test('a masked code shows its last group and nothing of a short one', () => {
  expect(maskLicenseCode('ZGQMS-KTQ2X-3S62W-MFZQB-5N13W')).toBe('•••••-5N13W')
  expect(maskLicenseCode('SHORT')).not.toContain('SHORT')
})
