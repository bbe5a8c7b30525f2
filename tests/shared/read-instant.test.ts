// Moments as the vendor's programs and Keygen write them (docs/formats/gate-v1.md#times).
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { iso, readInstant } from '#shared/instant.ts'

describe('a moment is read the same everywhere', () => {
  it.each([
    ['2027-01-15T12:34:56.789Z', '2027-01-15T12:34:56.789Z'],
    ['2027-01-15', '2027-01-15T00:00:00.000Z'],
    ['2027-01-15T12:34Z', '2027-01-15T12:34:00.000Z'],
    ['2027-01-15 12:34:56', '2027-01-15T12:34:56.000Z'],
    ['2027-01-15t12:34:56.7899999z', '2027-01-15T12:34:56.789Z'],
    ['2027-01-15T12:34:56.5+02:00', '2027-01-15T10:34:56.500Z'],
    ['2027-01-15T12:34:56-0130', '2027-01-15T14:04:56.000Z'],
    ['2028-02-29', '2028-02-29T00:00:00.000Z'],
    ['0000-01-01', '0000-01-01T00:00:00.000Z'],
    ['9999-12-31T23:59:59.999Z', '9999-12-31T23:59:59.999Z'],
    ['Fri, 15 Jan 2027 12:00:00 GMT', '2027-01-15T12:00:00.000Z'],
  ])('%s', (text, meant) => {
    const at = readInstant(text)
    expect(at === null ? null : iso(at)).toBe(meant)
  })

  it.each([
    '',
    '2027',
    '2027-02-29',
    '2027-13-01',
    '2027-01-00',
    '2027-01-15T24:00:00Z',
    '2027-01-15T12:00:60Z',
    '2027-01-15T12Z',
    '2027-01-15Z',
    '+002027-01-15',
    '15 Jan 2027',
    'Fri, 31 Feb 2027 12:00:00 GMT',
    'Fri, 15 Abc 2027 12:00:00 GMT',
    'Friday, 15-Jan-27 12:00:00 GMT',
    '2027-01-15T12:00:00Z\n',
    '1800000000000',
  ])('“%s” is none', (text) => expect(readInstant(text)).toBeNull())

  it('what our programs write is read as it was meant', () => {
    const moments = fc.date({
      min: new Date('0000-01-01T00:00:00Z'),
      max: new Date('9999-12-31T23:59:59.999Z'),
      noInvalidDate: true,
    })
    const isRead = fc.property(moments, (date) => {
      const at = date.getTime()
      expect(readInstant(iso(at))).toBe(at)
      expect(readInstant(date.toUTCString())).toBe(Math.floor(at / 1000) * 1000)
    })
    fc.assert(isRead)
  })
})
