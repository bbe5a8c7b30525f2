import { describe, expect, test } from 'vitest'
import { nodePrimitives } from '#shared/crypto/node-primitives.ts'
import { makeReturnCode, readReturnCode, returnCodeHolds } from '#shared/formats/return-code.ts'
import { iso } from '#shared/instant.ts'
import { must } from '#tests/support/must.ts'
import vectors from '#tests/vectors/return-code.json' with { type: 'json' }

const factsOf = ({ uniqueKey, licenseNumber, issued, returned }: (typeof vectors.make)[number]['input']) => ({
  uniqueKey,
  licenseNumber,
  issued: Date.parse(issued),
  returned: Date.parse(returned),
})

describe('making a return code (docs/formats/return-code.md)', () => {
  test.each(vectors.make)('$name: $why', ({ input, expect: expected }) => {
    expect(makeReturnCode(factsOf(input), input.code, nodePrimitives)).toBe(expected)
  })
})

describe('reading a return code that a person typed', () => {
  test.each(vectors.read)('$name: $why', ({ input, expect: expected }) => {
    const read = readReturnCode(input)
    expect(
      read.ok
        ? { ...read.value, issued: iso(read.value.issued), returned: iso(read.value.returned) }
        : { error: read.error.code },
    ).toEqual(expected)
  })

  test('every single wrong letter and every swap of neighbours is found', () => {
    const letters = (vectors.make[0]?.expect ?? '').replaceAll(/RETURN|-/g, '')
    const found: string[] = []
    for (let at = 0; at < letters.length; at += 1) {
      for (const letter of '0123456789ABCDEFGHJKMNPQRSTVWXYZ')
        if (letter !== letters[at]) found.push(letters.slice(0, at) + letter + letters.slice(at + 1))
      const [one, other] = [letters[at] ?? '', letters[at + 1] ?? '']
      if (one !== other && other !== '')
        found.push(letters.slice(0, at) + other + one + letters.slice(at + 2))
    }
    expect(found.length).toBeGreaterThan(900)
    expect(found.filter((text) => readReturnCode(text).ok)).toEqual([])
  })
})

test('holds for its own machine, license and License Code alone', () => {
  const input = vectors.make[0]?.input ?? expect.fail('no vectors')
  const read = must(readReturnCode(makeReturnCode(factsOf(input), input.code, nodePrimitives)))
  const holds = (change: Partial<typeof input>) => {
    const { uniqueKey, licenseNumber, code } = { ...input, ...change }
    return returnCodeHolds(read, { uniqueKey, licenseNumber }, code, nodePrimitives)
  }
  expect(holds({})).toBe(true)
  expect(holds({ uniqueKey: 'VIRTUALMETRIC-Y4JBR-5ZWA8-HCSGA-9Y0ZJ-E1F2S-FNS56' })).toBe(false)
  expect(holds({ licenseNumber: '0000000000000000' })).toBe(false)
  expect(holds({ code: 'ANOTHER' })).toBe(false)
})
