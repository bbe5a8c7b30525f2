// License Codes that carry a signature: what is one, whose it is, and that nothing else passes for one.
import { expect, test } from 'vitest'
import { nodePrimitives } from '#shared/crypto/node-primitives.ts'
import { readSignedKey, signerOf } from '#shared/formats/signed-key.ts'
import { makeKey } from '#tests/support/machine-files.ts'
import { mutateSignedKey } from '#tests/support/mutations.ts'
import { ed25519Key } from '#tests/support/signed-keys.ts'

const key = makeKey()
const text = ed25519Key(key)

test('is read whole, and names the one of several keys that signed it', () => {
  const read = readSignedKey(text)
  expect(read).toMatchObject({ text, signed: text.slice(0, text.indexOf('.')) })
  const keys = [makeKey().trusted, key.trusted]
  expect(read && signerOf(read, keys, nodePrimitives)).toEqual({ ok: true, value: key.trusted.id })
})

test('without its padding the signature is still the same', () => {
  const read = readSignedKey(text.replace(/=+$/, ''))
  expect(read && signerOf(read, [key.trusted], nodePrimitives)).toMatchObject({ ok: true })
})

test.each([
  ['nothing before the dot', 'key/.AAAA'],
  ['no dot', 'key/e30='],
  ['two dots', `${text}.AAAA`],
  ['other letters', `key/e30=.AA AA`],
  ['another prefix', text.replace('key/', 'machine/')],
  ['more than any key has', `key/${'A'.repeat(20_000)}.AAAA`],
])('%s is none', (_, other) => expect(readSignedKey(other)).toBeNull())

test('no random change is accepted, and none is slow (many more: npm run test:long)', () => {
  const { accepted, slow } = mutateSignedKey(2000, 1, () => false)
  expect({ accepted, slow }).toEqual({ accepted: [], slow: [] })
})
