// Every reader of text from outside looks at each character a bounded number of times, and at none of a text that is too large.
import { readdirSync } from 'node:fs'
import path from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { nodePrimitives } from '#shared/crypto/node-primitives.ts'
import { armoredKind, readArmor } from '#shared/formats/armor.ts'
import { readLetters } from '#shared/formats/checked-letters.ts'
import { readEnvelope, readPlainEnvelope } from '#shared/formats/envelope.ts'
import { maskLicenseCode, readLicenseCode } from '#shared/formats/license-code.ts'
import { pemCertificates } from '#shared/formats/pem-certificates.ts'
import { goesAround, maskProxyAddress, readNoProxy, readProxyAddress } from '#shared/formats/proxy-address.ts'
import { bareText, trimmedUnseen, withoutName } from '#shared/formats/outside/bare-text.ts'
import { plainCharacters, withoutEscapes, withoutQuoting } from '#shared/formats/outside/characters.ts'
import { findLicenseCodes } from '#shared/formats/outside/codes-in-text.ts'
import { textOfHtml } from '#shared/formats/outside/html.ts'
import { findLettersBehind } from '#shared/formats/outside/letters-behind.ts'
import { textOfBase64, textOfMail, textOfQuotedPrintable } from '#shared/formats/outside/mail-source.ts'
import {
  decodeBase64Text,
  decodeQuotedPrintable,
  looksQuotedPrintable,
} from '#shared/formats/outside/transfer-encoding.ts'
import { withoutLineNumbers, withoutListMarks } from '#shared/formats/outside/list-marks.ts'
import { undoDamage } from '#shared/formats/outside/undo-damage.ts'
import { readActivationRequest } from '#shared/formats/read-request.ts'
import { recognize } from '#shared/formats/recognize.ts'
import { parseSignatureHeader } from '#shared/formats/response-signature.ts'
import { readReturnCode } from '#shared/formats/return-code.ts'
import { readSignedKey } from '#shared/formats/signed-key.ts'
import { charactersRead } from '#shared/formats/text/cursor.ts'
import { withoutNewlines, MAX_TEXT_CHARACTERS } from '#shared/formats/text/whole-text.ts'
import { rowsInLine } from '#shared/formats/typed-key/joined-rows.ts'
import { rowInLine, rowsInText } from '#shared/formats/typed-key/paste.ts'
import { readPlainRows } from '#shared/formats/typed-key/plain-rows.ts'
import { readRows } from '#shared/formats/typed-key/read-rows.ts'
import { rowStates } from '#shared/formats/typed-key/row-states.ts'
import { readRow, rowLetters, rowTokens } from '#shared/formats/typed-key/rows.ts'
import { TypedSoFar } from '#shared/formats/typed-key/typed-so-far.ts'
import { uniqueKeyAbove } from '#shared/formats/unique-key-above.ts'
import { normalizeMachineId, parseUniqueKey } from '#shared/formats/unique-key.ts'
import { strideOf, swept } from '#tests/support/rounds.ts'
import { CHARACTERS, PIECES, runOf } from '#tests/support/outside-texts.ts'

const PREFIX = 'VIRTUALMETRIC'

/** How often each may look at a character: passes one after the other, never one inside another. */
const READERS: Readonly<Record<string, readonly [times: number, read: (text: string) => unknown]>> = {
  armoredKind: [40, armoredKind],
  readArmor: [40, readArmor],
  readEnvelope: [40, (text) => readEnvelope(text, nodePrimitives)],
  readPlainEnvelope: [40, (text) => readPlainEnvelope(text, nodePrimitives)],
  readLetters: [4, (text) => readLetters('unique_key', text, 30)],
  undoDamage: [36, undoDamage],
  bareText: [6, bareText],
  trimmedUnseen: [4, trimmedUnseen],
  plainCharacters: [4, plainCharacters],
  withoutEscapes: [10, withoutEscapes],
  withoutLineNumbers: [5, withoutLineNumbers],
  withoutListMarks: [4, withoutListMarks],
  withoutQuoting: [4, withoutQuoting],
  withoutNewlines: [1, withoutNewlines],
  findLicenseCodes: [16, findLicenseCodes],
  findLettersBehind: [12, (text) => findLettersBehind(text, 'RETURN', 30)],
  textOfHtml: [18, textOfHtml],
  textOfMail: [36, textOfMail],
  textOfBase64: [8, textOfBase64],
  textOfQuotedPrintable: [36, textOfQuotedPrintable],
  decodeBase64Text: [6, decodeBase64Text],
  decodeQuotedPrintable: [8, decodeQuotedPrintable],
  looksQuotedPrintable: [8, looksQuotedPrintable],
  rowsInLine: [6, rowsInLine],
  readLicenseCode: [64, readLicenseCode],
  maskLicenseCode: [1, maskLicenseCode],
  pemCertificates: [1, (text) => pemCertificates(text, 500)],
  readProxyAddress: [8, readProxyAddress],
  maskProxyAddress: [4, maskProxyAddress],
  readNoProxy: [8, readNoProxy],
  goesAround: [6, (text) => goesAround(text, 'server.example', 443)],
  recognize: [400, (text) => recognize(text, PREFIX)],
  withoutName: [2, withoutName],
  parseSignatureHeader: [4, parseSignatureHeader],
  readActivationRequest: [96, (text) => readActivationRequest(text, PREFIX)],
  readReturnCode: [64, readReturnCode],
  readSignedKey: [2, readSignedKey],
  rowInLine: [56, rowInLine],
  rowsInText: [80, rowsInText],
  readRows: [84, readRows],
  readPlainRows: [84, readPlainRows],
  rowStates: [16, (text) => rowStates([text])],
  readRow: [8, (text) => readRow(text, 1, null)],
  rowLetters: [6, rowLetters],
  rowTokens: [2, rowTokens],
  withText: [80, (text) => TypedSoFar.nothing.withText(text)],
  uniqueKeyAbove: [56, (text) => uniqueKeyAbove(text, PREFIX)],
  parseUniqueKey: [64, (text) => parseUniqueKey(text, PREFIX)],
  normalizeMachineId: [4, normalizeMachineId],
}
/** For short texts: patterns, look-ahead, prefixes. */
const AT_MOST_BESIDES = 2000

function expectLinear(text: string, what: string): void {
  for (const [name, [times, read]] of Object.entries(READERS)) {
    const before = charactersRead()
    read(text)
    const looked = charactersRead() - before
    const bound = times * text.length + AT_MOST_BESIDES
    if (looked > bound) expect.fail(`${name} looked ${looked} times at ${text.length} characters of ${what}`)
  }
}

describe('what a reader looks at is a constant times the length of the text (issue 10.4)', () => {
  test('for a run of every character', () => {
    for (const character of swept(CHARACTERS, 3))
      expectLinear(runOf(character, 5000), JSON.stringify(character))
  })

  test('for a run as long as any reader takes, and for one of a million, which is refused by its size', () => {
    for (const pattern of swept(['-----BEGIN MACHINE FILE-----', ' ', '\n', '-', 'A0 '], 4))
      for (const length of [MAX_TEXT_CHARACTERS, 1_000_000])
        expectLinear(runOf(pattern, length), `${length} of ${pattern}`)
  })

  test('for runs of short patterns between others', () => {
    const piece = fc.constantFrom(...PIECES)
    const pattern = fc.array(piece, { minLength: 1, maxLength: 4 }).map((pieces) => pieces.join(''))
    const part = fc
      .tuple(pattern, fc.integer({ min: 1, max: 3000 }))
      .map(([repeated, length]) => runOf(repeated, length))
    const texts = fc.array(part, { minLength: 1, maxLength: 4 }).map((parts) => parts.join(''))
    fc.assert(
      fc.property(texts, (text) => expectLinear(text, JSON.stringify(text.slice(0, 200)))),
      { numRuns: 300 / strideOf(4), seed: 10 },
    )
  })
})

test('each text is looked at: the count is no claim', () => {
  for (const [name, [, read]] of Object.entries(READERS)) {
    if (name === 'maskLicenseCode') continue // it takes the end of a code, whatever it says
    const before = charactersRead()
    read('VIRTUALMETRIC-ABCDE='.padEnd(200, 'A'))
    expect(charactersRead() - before, name).toBeGreaterThan(0)
  }
})

/** By their names: what takes a text from outside and says what it is. */
const READER =
  /^(armored|bare|decode|find|goes|looks|mask|normalize|parse|pem|plain|read|recognize|row|textOf|trimmedU|undo|uniqueKeyAbove|without\w)/
/** Of bytes, or of a row that is letters already. */
const OTHERS = new Set([
  'decodeHead',
  'decodeTypedKey',
  'findOtherFile', // it looks at the first characters alone
  'plainRows',
  'readOpening',
  'rowThatHolds',
  'rowsToBytes',
  'textOfBytes',
])

test('no reader is left out', async () => {
  const folder = path.resolve('src-shared/formats')
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ts'),
  )
  const modules = await Promise.all(
    files.map((name) => import(path.join(folder, name)) as Promise<Record<string, unknown>>),
  )
  const readers = modules
    .flatMap((module) => Object.keys(module))
    .filter((name) => READER.test(name) && !OTHERS.has(name))
  expect(readers.filter((name) => !(name in READERS))).toEqual([])
  expect(readers.length).toBeGreaterThan(20)
})
