import { describe, expect, test } from 'vitest'
import { recognize } from '#shared/formats/recognize.ts'
import vectors from '#tests/vectors/typed-key-v1.json' with { type: 'json' }
import { machineFile, makeKey, UNIQUE_KEY } from '#tests/support/machine-files.ts'

const CODE = 'ZGQMS-KTQ2X-3S62W-MFZQB-5N13W'
const RETURN_CODE = 'RETURN-2HS3H-05GBA-7XC7G-BAMKF-KM77D-H943H'
const OTHERS_KEY = 'CONTOSO-T2S5W-1X3YD-TBRMC-11S3P-1MF6V-PDMTV'
const file = machineFile(makeKey())
const licenseFile = file.replaceAll('MACHINE', 'LICENSE')
const { rows } = vectors.read
const kindOf = (text: string): string => recognize(text, 'VIRTUALMETRIC').kind

describe('what a pasted text is', () => {
  const texts: readonly [string, string, string][] = [
    ['nothing', ' \n', 'empty'],
    ['a License Code', CODE, 'license_code'],
    [
      'a License Code, lower case and spaced',
      ` ${CODE.toLowerCase().replaceAll('-', ' ')}\n`,
      'license_code',
    ],
    ['a License Code with its name', `License Code: ${CODE}`, 'license_code'],
    ['a mistyped License Code', CODE.replace('Z', 'Y'), 'license_code'],
    ['a Unique Key', UNIQUE_KEY, 'unique_key'],
    ['a Unique Key with its name', `Unique Key: ${UNIQUE_KEY}`, 'unique_key'],
    ['a mistyped Unique Key', UNIQUE_KEY.replace('Y4', '4Y'), 'unique_key'],
    ['another vendor’s Unique Key', OTHERS_KEY, 'unique_key'],
    ['a machine file', file, 'machine_file'],
    ['a machine file in a mail', `Unique Key: ${UNIQUE_KEY}\n\n${file}\nRegards`, 'machine_file'],
    ['a license file', licenseFile, 'license_file'],
    ['a machine file whose dashes a mail program joined', file.replaceAll('-----', '——'), 'machine_file'],
    ['a machine file without its first line', file.slice(file.indexOf('\n')), 'machine_file'],
    ['a return code', RETURN_CODE, 'return_code'],
    ['a return code without its name, spaced', RETURN_CODE.slice(7).replaceAll('-', ' '), 'return_code'],
    ['a mistyped return code', RETURN_CODE.replace('2H', 'H2'), 'return_code'],
    ['words that begin like one', 'return the key to the sender', 'unknown'],
    ['a typed key', rows.join('\n'), 'typed_key'],
    ['row 1 alone', rows[0] ?? '', 'typed_key'],
    ['two rows', rows.slice(3, 5).join('\n'), 'typed_key'],
    ['rows of which none holds', rows.map((row) => row.replace(/.$/, '7')).join('\n'), 'typed_key'],
    ['a signed key', 'key/eyJhIjoxfQ==.c2ln', 'signed_key'],
    ['words', 'Dear customer, your key is attached.', 'unknown'],
    ['a UUID', '370fe8c7-df40-4f56-b9c1-c90cdd5cad91', 'unknown'],
    ['a hash', 'cdfc2df702282713cdfc2df702282713cdfc2df702282713cdfc2df702282713', 'unknown'],
    ['a code of another issuer', 'AB12-CD34-EF56-GH78', 'unknown'],
    ['a text beyond all limits', 'A'.repeat(300_000), 'unknown'],
  ]
  test.each(texts)('%s', (_, text, kind) => expect(kindOf(text)).toBe(kind))

  test('comes with what the right field needs', () => {
    expect(recognize(CODE.toLowerCase(), 'VIRTUALMETRIC')).toEqual({ kind: 'license_code', code: CODE })
    expect(recognize(CODE.replace('Z', 'Y'), 'VIRTUALMETRIC')).toMatchObject({ code: null })
    expect(recognize(UNIQUE_KEY.toLowerCase(), 'VIRTUALMETRIC')).toMatchObject({ uniqueKey: UNIQUE_KEY })
    expect(recognize(OTHERS_KEY, 'VIRTUALMETRIC')).toMatchObject({
      uniqueKey: null,
      error: { code: 'unique_key_other_prefix' },
    })
    expect(recognize(file.slice(0, 300), 'VIRTUALMETRIC')).toEqual({ kind: 'machine_file', complete: false })
    const letters = rows.map((row) => row.replaceAll(' ', ''))
    expect(recognize(rows.join('\n'), 'VIRTUALMETRIC')).toEqual({
      kind: 'typed_key',
      complete: true,
      rows: letters,
    })
    expect(recognize(rows.slice(0, 3).join('\n'), 'VIRTUALMETRIC')).toMatchObject({ complete: false })
  })
})
