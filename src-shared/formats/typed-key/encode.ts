// From facts to the bytes that are signed (docs/formats/typed-key-v1.md, "Payload"). Pure: signing is the vendor's.
import type { Primitives } from '../primitives.ts'
import { err, ok, type Result } from '../../result.ts'
import { CONTROL } from '../text/char-set.ts'
import { hasAny } from '../text/whole-text.ts'
import { ByteWriter } from './byte-fields.ts'
import { dayNumber, minuteOf, MOST, type TypedKeyFacts, type TypedKeyProduct } from './facts.ts'
import { MAX_BYTES, SIGNATURE_BYTES, VERSION } from './shape.ts'

export type EncodeError =
  /** A field that cannot hold its value; texts are counted in bytes. */
  | { readonly code: 'typed_key_field'; readonly field: string; readonly most: number }
  /** More than 31 rows. */
  | { readonly code: 'typed_key_too_long'; readonly bytes: number; readonly most: number }

/** Thrown inside this file only. */
class OutOfRange extends Error {
  readonly field: string
  readonly most: number

  constructor(field: string, most: number) {
    super(field)
    this.field = field
    this.most = most
  }
}

/** The payload: all that the signature covers of the key's own bytes. Refuses what a field cannot hold. */
export function encodeTypedKey(
  facts: TypedKeyFacts,
  primitives: Primitives,
): Result<Uint8Array, EncodeError> {
  try {
    const body = encodeBody(facts, primitives)
    const lengthBytes = body.length + 2 > 127 ? 2 : 1
    const length = 1 + lengthBytes + body.length
    const most = MAX_BYTES - SIGNATURE_BYTES
    if (length > most) return err({ code: 'typed_key_too_long', bytes: length, most })
    const head = new ByteWriter()
    head.number(VERSION, 1)
    head.varint(length)
    return ok(Uint8Array.from([...head.bytes(), ...body]))
  } catch (error) {
    if (!(error instanceof OutOfRange)) throw error
    return err({ code: 'typed_key_field', field: error.field, most: error.most })
  }
}

function encodeBody(facts: TypedKeyFacts, primitives: Primitives): Uint8Array {
  const writer = new ByteWriter()
  const put = fields(writer, primitives)
  writer.hex(facts.keyId)
  for (const hint of [facts.codeHint, facts.uniqueKeyHint, facts.applicationHint]) writer.hex(hint)
  writer.number(within('issued', minuteOf(facts.issued), 0, 0xffff_ffff), 4)
  writer.hex(facts.licenseNumber)
  put.date('licenseExpiry', facts.licenseExpiry)
  writer.varint(facts.validDays === null ? 0 : within('validDays', facts.validDays, 1, MOST.validDays))
  put.date('maintenanceUntil', facts.maintenanceUntil)
  writer.varint(within('graceDays', facts.graceDays, 0, MOST.graceDays))
  writer.varint(overLimitNumber(facts.overLimit))
  put.text('owner', facts.owner, MOST.owner)
  writer.varint(within('features', facts.features.length, 0, MOST.features))
  for (const feature of facts.features) put.text('feature', feature, MOST.feature)
  const numbers = facts.products.flatMap(({ number }) => (number === null ? [] : [number]))
  if (new Set(numbers).size < numbers.length) throw new OutOfRange('productTwice', 1)
  writer.varint(within('products', facts.products.length, 1, MOST.products))
  for (const product of facts.products) putProduct(product, writer, put)
  return writer.bytes()
}

type Fields = ReturnType<typeof fields>

function fields(writer: ByteWriter, primitives: Primitives) {
  return {
    date(field: string, instant: number | null): void {
      writer.varint(instant === null ? 0 : within(field, dayNumber(instant), 1, MOST.date))
    },
    text(field: string, text: string, most: number): void {
      const oneLine = text !== '' && !hasAny(text, CONTROL)
      if (!oneLine || primitives.encodeUtf8(text).length > most) throw new OutOfRange(field, most)
      writer.text(text, primitives)
    },
  }
}

function putProduct(product: TypedKeyProduct, writer: ByteWriter, put: Fields): void {
  const { limit, expiry } = product
  const number = product.number === null ? 0 : within('product', product.number, 1, MOST.productNumber)
  writer.varint(number * 4 + (expiry === null ? 0 : 2) + (limit === null ? 0 : 1))
  if (product.number === null) {
    put.text('productCode', product.code, MOST.productCode)
    put.text('productName', product.name, MOST.productName)
    put.text('productType', product.type, MOST.productType)
  }
  if (limit !== null) writer.varint(within('limit', limit, 0, MOST.limit))
  if (expiry !== null) put.date('productExpiry', expiry)
}

function overLimitNumber(rule: TypedKeyFacts['overLimit']): number {
  if (rule === 'allow') return 0
  return rule === 'refuse' ? 1 : within('overLimit', rule, 0, MOST.overLimitDays) + 2
}

function within(field: string, value: number, least: number, most: number): number {
  if (!Number.isSafeInteger(value) || value < least || value > most) throw new OutOfRange(field, most)
  return value
}
