import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { armoredKind, readArmor, undamagedArmor, writeArmor } from '#shared/formats/armor.ts'
import { nodePrimitives } from '#shared/crypto/node-primitives.ts'

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

test('an undamaged text is read without care as it is with it, and no other one is (issue 15)', () => {
  const letters = Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/')
  const bytes = fc.uint8Array({ minLength: 1, maxLength: 300 })
  const kinds = fc.constantFrom('machine' as const, 'license' as const)
  const change = fc.option(
    fc.record({
      at: fc.nat(1000),
      remove: fc.nat(3),
      put: fc.oneof(
        fc.constantFrom('\n', '\r\n', ' ', '=', '=\n', '-----', '>', '\u200b'),
        fc.constantFrom(...letters),
      ),
    }),
  )
  // What a vendor's mail has around the block; a whole mail may come before a file.
  const words = fc.constantFrom(
    '',
    'Unique Key: VENDOR-AAAAA\nEnds: never\n\n',
    'a line\n',
    '-- \nThe desk\n',
  )
  let quick = 0
  fc.assert(
    fc.property(bytes, kinds, words, words, change, (content, kind, above, below, changed) => {
      const whole = above + writeArmor(kind, Buffer.from(content).toString('base64')) + below
      const at = changed === null ? 0 : changed.at % whole.length
      const given =
        changed === null ? whole : whole.slice(0, at) + changed.put + whole.slice(at + changed.remove)
      const undamaged = undamagedArmor(given)
      const decoded = undamaged && nodePrimitives.decodeBase64(undamaged.block)
      if (changed === null) expect(decoded && Buffer.from(decoded)).toEqual(Buffer.from(content))
      if (!undamaged || !decoded) return
      quick += 1
      expect(readArmor(given)).toEqual({ ok: true, value: undamaged })
      expect(armoredKind(given)).toBe(undamaged.kind)
    }),
    { numRuns: 2000 },
  )
  expect(quick).toBeGreaterThan(200)
})
