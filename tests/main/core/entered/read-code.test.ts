// Whether a License Code can be mistyped depends on whose codes they are: the profile says it (issue 12.12).
import { afterEach, describe, expect, test } from 'vitest'
import { vendorProfile } from '#shared/contract/vendor-profile.ts'
import { readCode, readCodeToSend } from '#main/core/entered/read-code.ts'
import { formatLicenseCode } from '#shared/formats/license-code.ts'
import { recognize } from '#shared/formats/recognize.ts'
import { install } from '#tests/support/installation.ts'
import { must } from '#tests/support/must.ts'
import { loadProfile } from '#tests/support/profile.ts'
import { Cleanup } from '#tests/support/temporary.ts'
import { openVendorSide } from '#tests/support/vendor-side.ts'

const cleanup = new Cleanup()
afterEach(() => cleanup.run())

const OWN_KEY = 'VIRTUALMETRIC-Y4JBR-5ZWA8-HCSGA-9Y0ZJ-E1F2S-FNS56'
const OURS = 'ZGQMS-KTQ2X-3S62W-MFZQB-5N13W'
/** Five groups of five, no check letters, and letters that ours are folded from. */
const FOREIGN = 'LOREM-ipsOM-D0LOR-SITAM-ETCON'
const { server, ...rest } = loadProfile()
const profileWith = (codeForm: 'checked' | 'any') => ({ ...rest, server: { ...server, codeForm } })

describe('a profile whose codes may have any form (issue 12.12)', () => {
  test.each([FOREIGN, OURS.toLowerCase(), OURS.replace('Z', 'Y'), 'A-KEY'])('takes %s as it is', (code) => {
    expect(readCode(` ${code}\n`, profileWith('any'))).toEqual({ ok: true, value: code })
  })

  test('knows such a code where it is pasted, and changes nothing of it', () => {
    const found = recognize(`License Code: ${FOREIGN}`, rest.uniqueKeyPrefix, 'any')
    expect(found).toEqual({ kind: 'license_code', code: FOREIGN })
  })

  test('sends it: the server says that it knows no such license', async () => {
    const vendor = await openVendorSide(cleanup)
    const profile = await vendor.profile()
    const desk = install(cleanup, { ...profile, server: { ...profile.server, codeForm: 'any' } })
    expect(must(await desk.router.call('app.info', {})).vendor.codeForm).toBe('any')
    expect(await desk.router.call('licenses.activateOnline', { code: FOREIGN })).toMatchObject({
      error: { code: 'license_not_found' },
    })
  })

  test('is one that does not say so', () => {
    const { codeForm: _, ...silent } = server
    expect(vendorProfile.parse({ ...rest, server: silent }).server.codeForm).toBe('any')
  })
})

describe('a profile of our own server (issue 12.12)', () => {
  test('says that every code has check letters, so a typing error is named', async () => {
    const profile = await (await openVendorSide(cleanup)).profile()
    expect(readCode(OURS.toLowerCase(), profile)).toEqual({ ok: true, value: OURS })
    expect(readCode(OURS.replace('Z', 'Y'), profile)).toMatchObject({
      error: { code: 'license_code_mistyped' },
    })
  })
})

describe('a text with a License Code in it (issue 13.3)', () => {
  const checked = profileWith('checked')
  const mail = `Dear operator,\n\nyour License Code is "${OURS.toLowerCase()}".\n\nKind regards, Vera`
  const other = formatLicenseCode(new Uint8Array(16).fill(7))

  test.each([
    mail,
    `> ${OURS}.`,
    `the code: ${OURS}, thank you`,
    `${OURS}\nUnique Key: ${OWN_KEY}`,
    `${OURS}\n${OURS}`,
  ])('is that code: %j', (text) => {
    expect(readCode(text, checked)).toEqual({ ok: true, value: OURS })
  })

  test('is found in a mail where codes may have any form, too', () => {
    expect(readCode(mail, profileWith('any'))).toEqual({ ok: true, value: OURS })
  })

  test.each([
    [
      'a letter too few',
      OURS.slice(0, -1),
      { code: 'license_code_incomplete', params: { letters: 24, expected: 25 } },
    ],
    [
      'a letter too many',
      `${OURS}7`,
      { code: 'license_code_incomplete', params: { letters: 26, expected: 25 } },
    ],
    [
      'four groups',
      OURS.slice(0, -6),
      { code: 'license_code_incomplete', params: { letters: 20, expected: 25 } },
    ],
    [
      'three groups',
      OURS.slice(0, 17),
      { code: 'license_code_incomplete', params: { letters: 15, expected: 25 } },
    ],
    [
      'two groups and some',
      OURS.slice(0, 14),
      { code: 'license_code_incomplete', params: { letters: 12, expected: 25 } },
    ],
    ['words', 'HELLO WORLD', { code: 'license_code_not_recognized' }],
    ['a password', 'hunter2!', { code: 'license_code_not_recognized' }],
    ['a mail without one', 'Dear operator,\nplease find attached.', { code: 'license_code_not_recognized' }],
    ['two codes', `${OURS}\n${other}`, { code: 'license_code_several' }],
    ['two codes on a line', `${OURS} ${other}`, { code: 'license_code_several' }],
    ['eleven letters that are no groups', 'hunter2pass', { code: 'license_code_not_recognized' }],
    ['a code of another issuer', FOREIGN.replace('-', '_x'), { code: 'license_code_not_recognized' }],
  ])('is none, and nothing leaves: %s', async (_, text, error) => {
    expect(readCode(text, checked)).toMatchObject({ ok: false, error })
    // Its server cannot be reached: an attempt to send it would be “server_unreachable”.
    const desk = install(cleanup, checked)
    expect(await desk.router.call('licenses.activateOnline', { code: text })).toMatchObject({
      ok: false,
      error,
    })
  })

  test.each([
    ['words', 'HELLO WORLD'],
    ['a sentence', 'Please find the code attached, Vera.'],
    ['a word', 'swordfish'],
    ['a password', 'hunter2!'],
    ['an address', 'vera@vendor.example'],
    ['a link', 'https://vendor.example/codes'],
    ['the first line of a key', '-----BEGIN_MACHINE_FILE-----'],
    ['a line of another file', 'eyJlbmMi'.repeat(32)],
    ['what has no end', `key/${'A1'.repeat(2100)}`],
    ['letters of another alphabet', 'КОД-12345'],
    ['a line of a key in PEM', `MC4CAQAwBQYDK2VwBCIEI${'Ab9/'.repeat(11)}`.slice(0, 64)],
    ['a line of a mail’s base64', 'eyJlbmMi'.repeat(9) + 'AAAA'],
    ['a file’s address', 'file:/etc/license-1.txt'],
    ['a path of Windows', 'C:/licenses/1.txt'],
    ['a share', '//server/licenses/1'],
    ['a path', '/etc/passwd'],
    ['a path of digits', '/home/anna1/license-1'],
    ['a path upwards', '../x1'],
    ['a path upwards within', 'a1/../b2'],
    ['a path from here', './code1'],
    ['a path at home', '~/mail-1'],
    ['a path of words', 'home/anna/licenses'],
    ['a file', 'license-2026-11.txt'],
    ['a file in a folder of keys', 'key/secret1.pem'],
    ['a file of ours', 'VM-2026.LIC'],
    ['words with dashes', 'to-be-announced'],
    ['a host', 'srv-01.vendor.example'],
    ['a host and port', 'srv-01.intern:8080'],
    ['this host', 'localhost:4600'],
    ['an address of a network', '192.168.10.7'],
    ['white space inside', 'CODE 12345'],
    ['a control character', 'CODE-1\u0007'],
  ])('in any form nothing leaves either: %s', async (_, text) => {
    const desk = install(cleanup, profileWith('any'))
    expect(await desk.router.call('licenses.activateOnline', { code: text })).toMatchObject({
      error: { code: expect.stringMatching(/^license_code_(not_recognized|too_long)$/) as string },
    })
  })

  test('in any form no Unique Key leaves, with its prefix or without', async () => {
    const desk = install(cleanup, profileWith('any'))
    const letters = OWN_KEY.slice(rest.uniqueKeyPrefix.length + 1)
    for (const code of [OWN_KEY, letters, letters.replaceAll('-', '').toLowerCase()])
      expect(await desk.router.call('licenses.activateOnline', { code })).toMatchObject({
        error: { code: 'license_code_is_unique_key' },
      })
  })

  test.each([
    '3a'.repeat(32),
    'B10760-1B177D',
    '988214-879010-F1185E-V3',
    `key/${'eyJ0'.repeat(200)}=.${'A_-='.repeat(20)}`,
  ])('in any form another issuer’s code is taken: %s', (code) =>
    expect(readCodeToSend(code, profileWith('any'))).toEqual({ ok: true, value: code }),
  )

  test('in any form a code of ours is found in a sentence', () => {
    expect(readCode(`The code is ${OURS}, Vera.`, profileWith('any'))).toEqual({ ok: true, value: OURS })
  })

  test('a whole mail is no code of any form either', () => {
    const text = 'Dear operator,\nplease find attached.'
    expect(readCode(text, profileWith('any'))).toMatchObject({
      error: { code: 'license_code_not_recognized' },
    })
  })
})

test('a vendor that brought codes of another system says so in the profile (issue 13.3)', async () => {
  const vendor = await openVendorSide(cleanup)
  expect((await vendor.profile()).server.codeForm).toBe('checked')
  await vendor.sell({ code: 'B10760-1B177D' })
  expect((await vendor.profile()).server.codeForm).toBe('any')
})
