import { describe, expect, test } from 'vitest'
import { nodePrimitives } from '#shared/crypto/node-primitives.ts'
import { decodeTypedKey } from '#shared/formats/typed-key/decode.ts'
import { encodeTypedKey } from '#shared/formats/typed-key/encode.ts'
import type { TypedKeyFacts } from '#shared/formats/typed-key/facts.ts'
import { readRows } from '#shared/formats/typed-key/read-rows.ts'
import { formatRows, rowsToBytes } from '#shared/formats/typed-key/rows.ts'
import { openTypedKey } from '#shared/license/typed-key-grant.ts'
import type { TrustedKey } from '#shared/contract/vendor-profile.ts'
import vectors from '#tests/vectors/typed-key-v1.json' with { type: 'json' }

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')
const instant = (text: string | null): number | null => (text === null ? null : Date.parse(text))
const text = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString())

function factsOf(input: (typeof vectors.encode)[number]['input']): TypedKeyFacts {
  return {
    ...input,
    overLimit: input.overLimit as TypedKeyFacts['overLimit'],
    issued: Date.parse(input.issued),
    licenseExpiry: instant(input.licenseExpiry),
    maintenanceUntil: instant(input.maintenanceUntil),
    products: input.products.map((product) => {
      const expiry = instant(product.expiry)
      return 'code' in product ? { ...product, expiry } : { ...product, expiry }
    }),
  }
}

describe('the payload of a typed key (docs/formats/typed-key-v1.md)', () => {
  test.each(vectors.encode)('$name: $why', ({ input, expect: expected }) => {
    const encoded = encodeTypedKey(factsOf(input), nodePrimitives)
    if (encoded.ok) {
      expect({ payload: hex(encoded.value) }).toEqual(expected)
      expect(decodeTypedKey(encoded.value, nodePrimitives).ok).toBe(true)
    } else {
      const { code, ...rest } = encoded.error
      expect({ error: code, ...('field' in rest && { field: rest.field }) }).toEqual(expected)
    }
  })
})

describe('bytes as rows', () => {
  test.each(vectors.rows)('$name: $why', ({ input, expect: expected }) => {
    const bytes = Buffer.from(input, 'hex')
    expect(formatRows(bytes)).toEqual(expected)
    const back = rowsToBytes(expected.map((row) => row.replaceAll(' ', '')))
    expect(hex(back.subarray(0, bytes.length))).toBe(input)
    expect(back.subarray(bytes.length).some((byte) => byte !== 0)).toBe(false)
  })
})

describe('reading a text', () => {
  test.each(vectors.read.cases)('$name: $why', ({ input, expect: expected }) => {
    const read = readRows(input)
    if (!read.ok) return expect(read.error).toEqual(expected)
    expect(expected).toEqual({ ok: true })
    expect(hex(read.value.payload) + hex(read.value.signature)).toBe(vectors.read.bytes)
  })
})

describe('opening a typed key', () => {
  test.each(vectors.open)('$name: $why', ({ input, expect: expected }) => {
    const context = {
      code: input.code,
      uniqueKey: input.uniqueKey,
      keys: vectors.keys as TrustedKey[],
      application: vectors.application,
      catalogue: vectors.catalogue,
      primitives: nodePrimitives,
    }
    const admission = input.clock === null ? null : { clock: Date.parse(input.clock) }
    const opened = openTypedKey(input.rows.join('\n'), context, admission)
    if (!opened.ok) return expect({ code: opened.error.code }).toEqual(expected)
    const { keyId, issued, fileExpiry, license } = opened.value
    const { id, owner, graceDays, overLimit, features } = license
    const products = license.products.map((product) => ({ ...product, expiry: text(product.expiry) }))
    const dates = { expiry: text(license.expiry), maintenanceUntil: text(license.maintenanceUntil) }
    const terms = { id, owner, graceDays, overLimit, features, ...dates, products }
    expect({ keyId, issued: text(issued), expiry: text(fileExpiry), license: terms }).toEqual(expected)
  })
})
