import { describe, expect, test } from 'vitest'
import { nodePrimitives } from '#shared/crypto/node-primitives.ts'
import { deriveUniqueKey, normalizeMachineId, parseUniqueKey } from '#shared/formats/unique-key.ts'
import vectors from '#tests/vectors/unique-key.json' with { type: 'json' }

describe('deriving a Unique Key (docs/formats/unique-key.md)', () => {
  test.each(vectors.derive)('$name: $why', ({ input, expect: expected }) => {
    const id = normalizeMachineId(input.machineId)
    expect(id && deriveUniqueKey(id, input.vendor, nodePrimitives)).toBe(expected)
  })
})

describe('reading a Unique Key that a person typed', () => {
  test.each(vectors.read)('$name: $why', ({ input, expect: expected }) => {
    const result = parseUniqueKey(input, 'VIRTUALMETRIC')
    expect(result.ok ? result.value : { error: result.error.code }).toEqual(expected)
  })

  test('every single wrong letter and every swap of neighbours of a whole key is found', () => {
    const [prefix, ...groups] = (vectors.derive[0]?.expect ?? '').split('-')
    const letters = groups.join('')
    for (let at = 0; at < letters.length; at += 1) {
      for (const letter of '0123456789ABCDEFGHJKMNPQRSTVWXYZ') {
        const changed = letters.slice(0, at) + letter + letters.slice(at + 1)
        if (changed !== letters) expect(parseUniqueKey(`${prefix}${changed}`, 'VIRTUALMETRIC').ok).toBe(false)
      }
      const swapped =
        letters.slice(0, at) + (letters[at + 1] ?? '') + (letters[at] ?? '') + letters.slice(at + 2)
      if (swapped !== letters && at + 1 < letters.length)
        expect(parseUniqueKey(`${prefix}${swapped}`, 'VIRTUALMETRIC').ok).toBe(false)
    }
  })
})
