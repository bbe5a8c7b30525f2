// What is stored of a Local License Key, whatever a mail made of it on its way (docs/formats/gate-v1.md#keys).
import { describe, expect, it } from 'vitest'
import { nodePrimitives } from '#shared/crypto/node-primitives.ts'
import { undamagedArmor } from '#shared/formats/armor.ts'
import { numberedRows } from '#shared/formats/typed-key/rows.ts'
import { openKeptKey } from '#shared/license/kept-key.ts'
import { plainKey } from '#shared/license/plain-key.ts'
import { contextFor, machineFile, makeKey, UNIQUE_KEY } from '#tests/support/machine-files.ts'
import { typedContextFor, typedKeyRows } from '#tests/support/typed-keys.ts'

const key = makeKey()
const PREFIX = 'VIRTUALMETRIC'
const plain = (text: string) => plainKey(text, PREFIX, nodePrimitives)
const context = { ...contextFor([key]), ...typedContextFor([key]) }
const file = machineFile(key)
const rows = numberedRows(typedKeyRows(key))

describe('a Local License Key is stored in the form that every gate reads', () => {
  it('a machine file stays as it is, with the words above it', () => {
    for (const text of [file, `Dear customer:\n\n${file}`]) expect(plain(text)).toBe(text)
  })

  it.each([
    ['quoted in a mail', `> ${file.replaceAll('\n', '\n> ')}`],
    ['with the line ends of Windows', file.replaceAll('\n', '\r\n')],
    ['with the dashes of typography', file.replaceAll('-----', '——–')],
  ])('a machine file that came %s', (_, text) => {
    const stored = plain(text)
    expect(undamagedArmor(text)?.block).not.toBe(undamagedArmor(file)?.block)
    expect(undamagedArmor(stored)?.block).toBe(undamagedArmor(file)?.block)
    expect(openKeptKey(stored, context).ok).toBe(true)
  })

  it('the machine that a mail names above a quoted file is still named', () => {
    expect(plain(`> Unique Key: ${UNIQUE_KEY}\n> ${file.replaceAll('\n', '\n> ')}`)).toBe(
      `${UNIQUE_KEY}\n${file}`,
    )
  })

  it('a typed key in any spelling becomes its numbered rows', () => {
    for (const text of [
      rows,
      rows.toLowerCase(),
      `> ${rows.replaceAll('\n', '\n> ')}`,
      rows.replaceAll(/\d+: {2}/g, ''),
    ])
      expect(plain(text)).toBe(rows)
    expect(openKeptKey(rows, context).ok).toBe(true)
  })

  it('what is no key stays what it is', () => {
    for (const text of ['', 'a letter', '-----BEGIN MACHINE FILE-----\nabc']) expect(plain(text)).toBe(text)
  })
})
