import { describe, expect, test } from 'vitest'
import { readArmor, writeArmor } from '#shared/formats/armor.ts'

const BLOCK = Buffer.from('a machine file '.repeat(20)).toString('base64')
const text = writeArmor('machine', BLOCK)
const read = { ok: true, value: { kind: 'machine', block: BLOCK } }

test('what is written is read back', () => expect(readArmor(text)).toEqual(read))

describe('what a mail program did to it is undone', () => {
  const quoted = text.replaceAll(/^/gm, '> ')
  const cases: readonly [string, string][] = [
    ['quoted', quoted],
    ['quoted twice', quoted.replaceAll(/^/gm, '> ')],
    ['quoted without a space', text.replaceAll(/^/gm, '>')],
    ['wrapped anew', text.replaceAll(/(.{37})/g, '$1\n')],
    ['in one line', text.replaceAll('\n', ' ')],
    ['indented with no-break spaces', text.replaceAll(/^/gm, '\u00a0\u00a0')],
    ['with Windows line ends', text.replaceAll('\n', '\r\n')],
    ['with dashes of typography', text.replaceAll('-----', '——-')],
    ['with en dashes', text.replaceAll('-----', '–––––')],
    ['with a byte order mark', `\ufeff${text}`],
    ['with zero-width spaces', text.replaceAll('\n', '\u200b\n')],
    ['within a letter', `Dear customer,\n\nyour key:\n${text}\n-- \nThe vendor`],
  ]
  test.each(cases)('%s', (_, damaged) => expect(readArmor(damaged)).toEqual(read))
})

test('a cut-off file is called that, quoted or not', () => {
  const half = text.slice(0, 200)
  expect(readArmor(half)).toEqual({ ok: false, error: { code: 'key_cut_off' } })
  expect(readArmor(half.replaceAll(/^/gm, '> '))).toEqual({ ok: false, error: { code: 'key_cut_off' } })
})
