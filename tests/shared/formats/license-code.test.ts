import { describe, expect, test } from 'vitest'
import {
  formatLicenseCode,
  isLicenseCode,
  maskLicenseCode,
  readLicenseCode,
  wrongGroup,
} from '#shared/formats/license-code.ts'
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
    // The gate asks for its one spelling, in which it is read as it stands.
    expect(isLicenseCode(input)).toBe(expected.kind === 'ours' && expected.code === input)
  })
})

describe('where to look first in a code with a typing error (issue 13.3)', () => {
  test.each([
    ['ZGQMS-KTQ2X-3S62X-MFZQB-5N13W', 3, 'one wrong letter'],
    ['zgqms ktq2x 3s62w mfzqb 5n13x', 5, 'one wrong check letter, as it was typed'],
    ['ZGQMS-KTQ2-3S62W-MFZQB-5N13W', 2, 'a group with a letter too few'],
    ['ZGQMS-KTQ2X-3S62W-MFZQB-5N13WW', 5, 'a group with a letter too many'],
    ['ZGQMS-KTQ2X-36S2W-MFZQB-5N13W', null, 'two letters swapped: anywhere'],
    ['ZGQMS-KTQ2-3S62W-MFZQB-5N13', null, 'two groups'],
    ['HELLO WORLD', null, 'no code'],
    ['ZGQMS-KTQ2X-3S62W-MFZQB-5N13W', null, 'no error'],
  ])('%s: %s (%s)', (text: string, group: number | null, _why: string) => {
    expect(wrongGroup(text)).toBe(group)
  })
})

test('a masked code shows its last group and nothing of a short one', () => {
  expect(maskLicenseCode('ZGQMS-KTQ2X-3S62W-MFZQB-5N13W')).toBe('•••••-5N13W')
  expect(maskLicenseCode('SHORT')).not.toContain('SHORT')
})
