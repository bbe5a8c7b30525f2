// Shapes say the same of every value as the schemas of a library that others keep.
import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { piecesOf } from '#main/adapters/file-store/pieces.ts'
import {
  anything,
  either,
  flag,
  integer,
  list,
  nullable,
  nullish,
  number,
  object,
  oneOf,
  optional,
  otherwise,
  OTHERWISE,
  readAs,
  readJsonAs,
  record,
  text,
  whole,
  type Shape,
} from '#shared/shape.ts'

/** Each shape beside the schema that means the same. */
const PAIRS: Readonly<Record<string, readonly [Shape<unknown>, z.ZodType]>> = {
  anything: [anything, z.unknown()],
  flag: [flag, z.boolean()],
  text: [text(), z.string()],
  'text of a length': [text({ min: 1, max: 3 }), z.string().min(1).max(3)],
  number: [number(), z.number()],
  'number in bounds': [number({ min: -2, max: 2 }), z.number().min(-2).max(2)],
  integer: [integer(), z.int()],
  'integer in bounds': [integer({ min: 0, max: 3 }), z.int().min(0).max(3)],
  'one of': [oneOf('a', 'b'), z.enum(['a', 'b'])],
  either: [either(oneOf('a'), integer()), z.union([z.literal('a'), z.int()])],
  optional: [optional(flag), z.boolean().optional()],
  nullable: [nullable(flag), z.boolean().nullable()],
  nullish: [nullish(flag), z.boolean().nullish()],
  otherwise: [otherwise(flag, true), z.boolean().default(true)],
  list: [list(integer(), 2), z.array(z.int()).max(2)],
  record: [record, z.looseObject({})],
  object: [
    object({ a: text(), b: optional(list(object({ a: nullable(integer()) }))) }),
    z.object({ a: z.string(), b: z.array(z.object({ a: z.int().nullable() })).optional() }),
  ],
  whole: [whole(object({ a: optional(text()) })), z.looseObject({ a: z.string().optional() })],
}

/** Values of few words, so that most shapes are met about as often as missed; and what JSON may hold of numbers. */
const leaf = fc.oneof(
  fc.constantFrom('', 'a', 'b', 'abc', 'abcd', null, true, false),
  fc.integer({ min: -4, max: 4 }),
  fc.constantFrom(0.5, -0, 1e16, 9_007_199_254_740_991, Infinity, -1e308),
)
const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { weight: 3, arbitrary: leaf },
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom('a', 'b', 'c'), tie('value'), { maxKeys: 3 }),
  ),
}))

describe('a shape', () => {
  it.each(Object.entries(PAIRS))('reads as the schema does: %s (issue 15)', (_, [shape, schema]) => {
    const seen = { read: 0, refused: 0 }
    fc.assert(
      fc.property(fc.option(value, { nil: undefined }), (given) => {
        const expected = schema.safeParse(given)
        const read = shape(given)
        seen[expected.success ? 'read' : 'refused'] += 1
        expect(read === OTHERWISE).toBe(!expected.success)
        if (expected.success) expect(read).toEqual(expected.data)
      }),
      { numRuns: 1000 },
    )
    expect(seen.read).toBeGreaterThan(0)
    if (shape !== anything) expect(seen.refused).toBeGreaterThan(0)
  })

  it('of an object leaves out what it does not name, and takes nothing of what every object has', () => {
    const shape = object({ a: text(), toString: optional(text()) })
    expect(readAs({ a: 'x', b: 'y', toString: undefined }, shape)).toEqual({ a: 'x' })
    expect(readJsonAs('{"a":"x","__proto__":{"toString":"z"}}', shape)).toEqual({ a: 'x' })
  })

  it('of JSON is null where there is none', () => {
    expect(
      ['', '{', 'nope', '[1,]', '{"a":1}'].map((json) => readJsonAs(json, object({ a: text() }))),
    ).toEqual([null, null, null, null, null])
    expect(readJsonAs('{"a":"1"}', object({ a: text() }))).toEqual({ a: '1' })
  })
})

describe('JSON of more values than any of ours', () => {
  it.each([
    ['objects', '{},', 250_000],
    ['lists', '[],', 1_000_000],
    ['numbers', '0,', 2_000_000],
  ])('of %s is not read: a file of nothing else took a hundred times its size in memory', (_, one, most) => {
    const just = `[${one.repeat(most - 1)}${one.slice(0, -1)}]`
    expect(readJsonAs(just, list(anything))).toHaveLength(most)
    const parse = vi.spyOn(JSON, 'parse')
    try {
      expect(readJsonAs(`[${one.repeat(most + 1)}0]`, list(anything))).toBeNull()
      expect(parse).not.toHaveBeenCalled()
    } finally {
      parse.mockRestore()
    }
  })

  it('has no pieces, be they whole', () => {
    expect(piecesOf('{}'.repeat(250_000))).toHaveLength(250_000)
    expect(piecesOf('{}'.repeat(250_001))).toEqual([])
  })
})

describe('JSON that is nested deeper than any of ours', () => {
  const nested = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`

  it('is none, and brackets in texts do not count', () => {
    expect(readJsonAs(nested(100), anything)).not.toBeNull()
    expect(readJsonAs(nested(101), anything)).toBeNull()
    expect(readJsonAs(`{"a":${nested(99)},"b":${nested(99)}}`, anything)).not.toBeNull()
    expect(readJsonAs(JSON.stringify([`${'[{'.repeat(200)}"\\`]), anything)).not.toBeNull()
    expect(readJsonAs('['.repeat(1_000_000), anything)).toBeNull()
  })
})
