import fc from 'fast-check'
import { expect, test } from 'vitest'
import { nodePrimitives } from '#shared/crypto/node-primitives.ts'

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
const OTHERS = '-_= \n\r\t.\0é'

/** By the whole text: what comes back the same was standard base64. */
function decodedWhole(text: string): Buffer | null {
  const bytes = Buffer.from(text, 'base64')
  return text.length % 4 === 0 && bytes.toString('base64') === text ? bytes : null
}

test('base64 is what comes back the same when it is written again, and nothing else', () => {
  const written = fc.uint8Array({ maxLength: 12 }).map((bytes) => Buffer.from(bytes).toString('base64'))
  const letters = fc
    .array(fc.constantFrom(...Array.from(LETTERS)), { maxLength: 24 })
    .map((all) => all.slice(0, all.length - (all.length % 4)).join(''))
  const change = fc.record({
    at: fc.nat(24),
    put: fc.constantFrom('', ...Array.from(OTHERS), ...Array.from(LETTERS)),
    remove: fc.nat(1),
  })
  let held = 0
  fc.assert(
    fc.property(fc.oneof(written, letters), fc.array(change, { maxLength: 2 }), (start, changes) => {
      const text = changes.reduce(
        (so, { at, put, remove }) => so.slice(0, at) + put + so.slice(at + remove),
        start,
      )
      const expected = decodedWhole(text)
      const decoded = nodePrimitives.decodeBase64(text)
      expect(decoded && Buffer.from(decoded)).toEqual(expected)
      if (expected) held += 1
    }),
    { numRuns: 5000 },
  )
  expect(held).toBeGreaterThan(500)
})
