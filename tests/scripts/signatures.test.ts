// Of each thing that was packed it is said whether it carries its publisher's signature, and by what (issue 16).
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import {
  certificateGiven,
  isSignedProgram,
  ofMac,
  signatureLines,
  signatureOf,
} from '../../scripts/packaging/signatures.ts'
import { Cleanup } from '#tests/support/temporary.ts'

const cleanup = new Cleanup()
afterEach(() => cleanup.run())

/** The head of a program for Windows, as far as it is read. `certificates`: the size of that table. */
function program(certificates: number, wide = true, directories = 16): string {
  const bytes = Buffer.alloc(1024)
  bytes.write('MZ')
  bytes.writeUInt32LE(0x80, 0x3c)
  bytes.write('PE\0\0', 0x80, 'latin1')
  const optional = 0x80 + 24
  bytes.writeUInt16LE(wide ? 0x20b : 0x10b, optional)
  const table = optional + (wide ? 112 : 96)
  bytes.writeUInt32LE(directories, table - 4)
  bytes.writeUInt32LE(certificates === 0 ? 0 : 4096, table + 32)
  bytes.writeUInt32LE(certificates, table + 36)
  const file = path.join(cleanup.folder(), 'Contoso Setup.exe')
  writeFileSync(file, bytes)
  return file
}

function msi(text: string): string {
  const file = path.join(cleanup.folder(), 'contoso.msi')
  writeFileSync(file, Buffer.from(text, 'utf16le'))
  return file
}

describe('of Linux', () => {
  test.each([
    ['desk.deb', /apt checks that of the repository/],
    ['desk.rpm', /rpmsign/],
    ['desk.AppImage', /lay one beside it/],
    ['desk.tar.gz', /lay one beside it/],
    ['desk.zip', /lay one beside it/],
    ['linux-unpacked', /a folder carries none/],
  ])('%s carries none, and it is said', (file, words) => {
    expect(signatureOf(file, '', 'linux', {})).toEqual({
      isSigned: false,
      says: expect.stringMatching(words) as unknown,
    })
  })

  test('a certificate that is given signs nothing, and it is said', () => {
    const signature = signatureOf('desk.deb', '', 'linux', { CSC_LINK: 'contoso.p12' })
    expect(signature).toEqual({
      isSigned: false,
      says: expect.stringContaining('CSC_LINK is for Windows and macOS alone') as unknown,
    })
  })

  test('an offline bundle is signed by the update key', () => {
    expect(signatureOf('desk.bundle.tar', '', 'linux', {})).toMatchObject({ isSigned: true })
  })
})

describe('of Windows', () => {
  test('is read from the program, whatever was given', () => {
    for (const wide of [true, false]) {
      expect(isSignedProgram(program(9000, wide))).toBe(true)
      expect(isSignedProgram(program(0, wide))).toBe(false)
    }
    expect(isSignedProgram(program(9000, true, 4))).toBe(false)
    const none = path.join(cleanup.folder(), 'none.exe')
    writeFileSync(none, '')
    expect(isSignedProgram(none)).toBe(false)
  })

  test('names the variable with the certificate, and says what is missing without one', () => {
    const given = { WIN_CSC_LINK: 'contoso.pfx' }
    expect(signatureOf(program(9000), '', 'win32', given)).toEqual({
      isSigned: true,
      says: 'with the certificate of WIN_CSC_LINK',
    })
    expect(signatureOf(program(0), '', 'win32', {})).toEqual({
      isSigned: false,
      says: expect.stringContaining('no certificate was given (WIN_CSC_LINK or CSC_LINK)') as unknown,
    })
    expect(signatureOf(program(0), '', 'win32', given)).toEqual({
      isSigned: false,
      says: 'though WIN_CSC_LINK names a certificate',
    })
  })

  test('an msi has it in a stream; an archive and a folder in the app', () => {
    expect(signatureOf(msi('\u0005DigitalSignature'), '', 'win32', {})?.isSigned).toBe(true)
    expect(signatureOf(msi('nothing'), '', 'win32', {})?.isSigned).toBe(false)
    const [signed, unsigned] = [program(9000), program(0)]
    for (const made of ['desk.zip', 'win-unpacked']) {
      expect(signatureOf(made, signed, 'win32', {})?.isSigned).toBe(true)
      expect(signatureOf(made, unsigned, 'win32', {})?.isSigned).toBe(false)
    }
    expect(signatureOf('Contoso Setup.exe.blockmap', unsigned, 'win32', {})).toBeNull()
  })
})

test('of macOS it is what codesign says; one without a publisher is none', () => {
  const said = 'Executable=/x\nAuthority=Developer ID Application: Contoso (AB12)\nAuthority=Apple Root CA\n'
  expect(ofMac(said)).toEqual({ isSigned: true, says: 'with “Developer ID Application: Contoso (AB12)”' })
  expect(ofMac('Executable=/x\nSignature=adhoc\n').isSigned).toBe(false)
})

test('a certificate is given by the variables of the system that signs; an empty one gives none', () => {
  expect(certificateGiven('win32', { CSC_LINK: 'a' })).toBe('CSC_LINK')
  expect(certificateGiven('darwin', { CSC_NAME: 'Contoso' })).toBe('CSC_NAME')
  expect(certificateGiven('darwin', { CSC_LINK: '', WIN_CSC_LINK: 'a' })).toBeUndefined()
  expect(certificateGiven('linux', { CSC_LINK: 'a' })).toBeUndefined()
})

test('one line each, and where signing is explained if one is not signed', () => {
  const [yes, no] = [
    { isSigned: true, says: 'with x' },
    { isSigned: false, says: 'no y' },
  ]
  expect(signatureLines([{ file: 'a', signature: yes }])).toEqual(['Signed: a: with x'])
  expect(
    signatureLines([
      { file: 'a', signature: no },
      { file: 'b', signature: null },
    ]),
  ).toEqual(['Not signed: a: no y', 'How to sign: docs/vendor-guide.md#sign-what-you-package'])
})
