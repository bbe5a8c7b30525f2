// Every kind of text that comes from outside, with every kind of damage that happens to it on its way.
import { describe, expect, test } from 'vitest'
import { vendorProfile } from '#shared/contract/vendor-profile.ts'
import { requestText, scannableRequest } from '#shared/formats/activation-request.ts'
import { readArmor } from '#shared/formats/armor.ts'
import { findOtherFile } from '#shared/formats/outside/other-file.ts'
import { textOfBytes } from '#shared/formats/outside/text-of-bytes.ts'
import { undoDamage } from '#shared/formats/outside/undo-damage.ts'
import { readLicenseCode } from '#shared/formats/license-code.ts'
import { pemCertificates } from '#shared/formats/pem-certificates.ts'
import { readActivationRequest } from '#shared/formats/read-request.ts'
import { recognize } from '#shared/formats/recognize.ts'
import { readReturnCode } from '#shared/formats/return-code.ts'
import { readRows } from '#shared/formats/typed-key/read-rows.ts'
import { numberedRows } from '#shared/formats/typed-key/rows.ts'
import { parseUniqueKey } from '#shared/formats/unique-key.ts'
import { uniqueKeyAbove } from '#shared/formats/unique-key-above.ts'
import { DAMAGES, SAVED } from '#tests/support/text-damage.ts'
import { machineFile, makeKey, UNIQUE_KEY } from '#tests/support/machine-files.ts'
import { loadProfile } from '#tests/support/profile.ts'
import vectors from '#tests/vectors/typed-key-v1.json' with { type: 'json' }

const PREFIX = 'VIRTUALMETRIC'
const CODE = 'ZGQMS-KTQ2X-3S62W-MFZQB-5N13W'
const RETURN_CODE = 'RETURN-2HS3H-05GBA-7XC7G-BAMKF-KM77D-H943H'
const file = machineFile(makeKey())
const { rows } = vectors.read
const request = {
  uniqueKey: UNIQUE_KEY,
  code: CODE,
  product: 'VirtualMetric',
  version: '1.0',
  hostName: null,
}
const head = `Unique Key:    ${UNIQUE_KEY}\nLicense Owner: Contoso B.V.\nIssued:        2027-01-15\n`
const codeOf = (text: string) => {
  const reading = readLicenseCode(text)
  return reading.kind === 'ours' ? reading.code : reading
}
const kindOf = (text: string) => recognize(text, PREFIX).kind

/** As our programs print it, how it is read, and what is read of it. */
const KINDS: Readonly<Record<string, readonly [text: string, read: (text: string) => unknown]>> = {
  'a License Code': [CODE, codeOf],
  'a License Code in lower case': [CODE.toLowerCase(), codeOf],
  'a License Code as “license show” prints it': [`License Code:    ${CODE}`, codeOf],
  'what a License Code is': [CODE, kindOf],
  'a Unique Key': [UNIQUE_KEY, (text) => parseUniqueKey(text, PREFIX)],
  'a Unique Key as “request” prints it': [
    `Unique Key:   ${UNIQUE_KEY}`,
    (text) => parseUniqueKey(text, PREFIX),
  ],
  'what a Unique Key is': [UNIQUE_KEY, kindOf],
  'a return code': [RETURN_CODE, readReturnCode],
  'what a return code is': [RETURN_CODE, kindOf],
  'a request': [requestText(request), (text) => readActivationRequest(text, PREFIX)],
  'what a QR code held': [scannableRequest(request, null), (text) => readActivationRequest(text, PREFIX)],
  'a machine file': [file, readArmor],
  'what a machine file is': [file, (text) => recognize(text, PREFIX)],
  'an answer with a machine file': [`${head}\n${file}`, readArmor],
  'the Unique Key above a machine file': [`${head}\n${file}`, (text) => uniqueKeyAbove(text, PREFIX)],
  'typed rows': [numberedRows(rows), readRows],
  'typed rows without numbers': [rows.join('\n'), readRows],
  'what typed rows are': [numberedRows(rows), (text) => recognize(text, PREFIX)],
  'an answer with typed rows': [`${head}\n${numberedRows(rows)}`, readRows],
  'an answer with typed rows and a machine file': [`${head}\n${numberedRows(rows)}\n${file}`, readArmor],
  'the code in an answer that names it': [`${head}License Code:  ${CODE}\n\n${numberedRows(rows)}`, codeOf],
}

describe('every kind of text with every kind of damage (issue 13.6)', () => {
  describe.each(Object.entries(KINDS))('%s', (_, [text, read]) => {
    const whole = read(text)
    test.each(Object.entries(DAMAGES))('after %s', (_name, damage) => {
      expect(read(damage(text))).toEqual(whole)
    })
    test.each(Object.entries(SAVED))('saved as %s', (_name, bytes) => {
      expect(read(textOfBytes(bytes(text)))).toEqual(whole)
    })
  })

  test('the kinds above are read at all', () => {
    const read = Object.fromEntries(
      Object.entries(KINDS).map(([name, [text, reader]]) => [name, reader(text)]),
    )
    expect(read).toMatchObject({
      'a License Code': CODE,
      'a License Code in lower case': CODE,
      'what a License Code is': 'license_code',
      'a Unique Key': { ok: true, value: UNIQUE_KEY },
      'a return code': { ok: true, value: { text: RETURN_CODE } },
      'a request': { ok: true, value: { uniqueKey: UNIQUE_KEY, code: CODE } },
      'what a QR code held': { ok: true, value: { uniqueKey: UNIQUE_KEY, code: CODE } },
      'a machine file': { ok: true, value: { kind: 'machine' } },
      'the Unique Key above a machine file': UNIQUE_KEY,
      'typed rows': { ok: true },
      'what typed rows are': { kind: 'typed_key', complete: true },
      'the code in an answer that names it': CODE,
    })
  })
})

describe('rows that were joined (issue 13.6)', () => {
  const whole = readRows(numberedRows(rows))
  const answer = `${head}\nTyped key, ${rows.length} rows:\n${numberedRows(rows)}\nKind regards, Vera`
  test.each([
    ['numbered rows on one line', numberedRows(rows).replaceAll('\n', ' ')],
    ['the whole answer on one line', answer.replaceAll(/\s+/g, ' ')],
    ['the whole answer on one line in lower case', answer.replaceAll(/\s+/g, ' ').toLowerCase()],
  ])('%s', (_, text) => expect(readRows(text)).toEqual(whole))
})

describe('numbers before lines (issue 13)', () => {
  const whole = readRows(numberedRows(rows))
  const circled = (first: number) =>
    rows.map((row, index) => `${String.fromCharCode(first + index)} ${row}`).join('\n')
  test.each([
    ['in circles', circled(0x24_60)],
    ['in full circles', circled(0x27_76)],
    ['in brackets', circled(0x24_74)],
    ['in circles, the rows in another order', circled(0x24_60).split('\n').toReversed().join('\n')],
  ])('%s are those of rows', (_, text) => expect(readRows(text)).toEqual(whole))

  test('those of a piece of a listing go where a block stands behind them', () => {
    const piece = file
      .trim()
      .split('\n')
      .map((line, index) => `${index + 12}:${line}`)
    expect(readArmor(piece.join('\n'))).toEqual(readArmor(file))
  })

  test.each([
    ['rows 3 and 4', numberedRows(rows).split('\n').slice(2, 4).join('\n')],
    ['rows without a colon', '3 05428 ABCDE\n4 FGHJK MNPQR'],
    ['numbers that leave one out', '1 05428\n3 ABCDE'],
  ])('others may be part of a text, and stay: %s', (_, text) => expect(undoDamage(text)).toBe(text))
})

describe('what keeps its letters (issue 13.6)', () => {
  test.each([
    'LOREM-ipsOM-D0LOR-SITAM-ETCON',
    'B10760-1B177D-656D1F',
    'key/eyJhIjoxfQ==.c2ln',
    'a&nbsp;b=3D3D',
    'Ａ－ß',
  ])('a code of another issuer: %s', (code) => {
    const kept = { kind: 'other', code, letters: null }
    expect(readLicenseCode(` ${code}\u200b\r\n`, 'any')).toEqual(kept)
    expect(readLicenseCode(`\ufeff${code}`, 'any')).toEqual(kept)
    expect(readLicenseCode(`License Code: ${code}`, 'any')).toEqual(kept)
  })

  test('a text that nothing happened to', () => {
    for (const text of [file, `${head}\n${file}`, numberedRows(rows), 'a < b, x = y & z: 1'])
      expect(undoDamage(text)).toBe(text)
  })

  test('profiles and certificates: their encoding alone is undone', () => {
    const profile = { ...loadProfile(), name: 'Ａ－Ｂ “O’Neill” ﬁ' }
    const certificate = '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----'
    for (const bytes of Object.values(SAVED)) {
      expect(vendorProfile.parse(JSON.parse(textOfBytes(bytes(JSON.stringify(profile)))))).toEqual(profile)
      const [read] = readCertificates(bytes(certificate))
      expect(read?.replaceAll('\r\n', '\n')).toBe(certificate)
    }
  })

  function readCertificates(bytes: Uint8Array): readonly string[] {
    const blocks = pemCertificates(textOfBytes(bytes), 10)
    return blocks.ok ? blocks.value : []
  }
})

describe('what cannot be undone is known by its beginning (issue 13.6)', () => {
  const oleBytes = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0]
  test.each([
    ['outlook_mail', oleBytes],
    ['pdf', [...Buffer.from('%PDF-1.7\n%âãÏÓ')]],
    ['office', [0x50, 0x4b, 3, 4, 20, 0, 6, 0]],
    ['rtf', [...Buffer.from('{\\rtf1\\ansi')]],
    ['picture', [0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]],
    ['picture', [0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46, 0]],
    ['picture', [...Buffer.from('GIF89a')]],
    [null, [...Buffer.from(file)]],
  ])('%s', (kind, bytes) => expect(findOtherFile(textOfBytes(Uint8Array.from(bytes)))).toBe(kind))
})
