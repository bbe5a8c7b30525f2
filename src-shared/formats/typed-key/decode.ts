// From signed bytes back to facts (docs/formats/typed-key-v1.md, "Payload").
import type { Primitives } from '../primitives.ts'
import { err, ok, type Result } from '../../result.ts'
import { ByteReader, Malformed } from './byte-fields.ts'
import { endOfDay, MOST, type TypedKeyFacts, type TypedKeyProduct } from './facts.ts'
import { MAX_BYTES, SIGNATURE_BYTES, VERSION } from './shape.ts'
import { MINUTE } from '../../instant.ts'

/** What must be known before the signature can be checked: nothing of it is to be believed. */
export type TypedKeyHead = Pick<TypedKeyFacts, 'keyId' | 'codeHint' | 'uniqueKeyHint' | 'applicationHint'>

/** The shortest payload: one letter of owner, one product, nothing else. */
const LEAST_PAYLOAD = 34

/** Version and length of the payload, from the first bytes; `length` null: no version-1 key can say that. */
export function readOpening(bytes: Uint8Array): { readonly version: number; readonly length: number | null } {
  const reader = new ByteReader(bytes)
  const version = reader.number(1)
  const length = attempt(() => reader.varint(LEAST_PAYLOAD, MAX_BYTES - SIGNATURE_BYTES))
  return { version, length: length.ok ? length.value : null }
}

export function decodeHead(payload: Uint8Array): Result<TypedKeyHead, 'malformed'> {
  return attempt(() => readHead(new ByteReader(payload), payload.length))
}

/** Refuses whatever the encoder would not have written in the same way. */
export function decodeTypedKey(
  payload: Uint8Array,
  primitives: Primitives,
): Result<TypedKeyFacts, 'malformed'> {
  return attempt(() => {
    const reader = new ByteReader(payload)
    const facts = { ...readHead(reader, payload.length), ...readTerms(reader, primitives) }
    reader.end()
    return facts
  })
}

function attempt<T>(read: () => T): Result<T, 'malformed'> {
  try {
    return ok(read())
  } catch (error) {
    if (error instanceof Malformed) return err('malformed')
    throw error
  }
}

function readHead(reader: ByteReader, length: number): TypedKeyHead {
  if (reader.number(1) !== VERSION) throw new Malformed('another version')
  reader.varint(length, length)
  return {
    keyId: reader.hex(4),
    codeHint: reader.hex(2),
    uniqueKeyHint: reader.hex(2),
    applicationHint: reader.hex(2),
  }
}

function readTerms(reader: ByteReader, primitives: Primitives): Omit<TypedKeyFacts, keyof TypedKeyHead> {
  return {
    issued: reader.number(4) * MINUTE,
    licenseNumber: reader.hex(8),
    licenseExpiry: readDate(reader),
    validDays: reader.varint(0, MOST.validDays) || null,
    maintenanceUntil: readDate(reader),
    graceDays: reader.varint(0, MOST.graceDays),
    overLimit: readOverLimit(reader),
    owner: reader.text(MOST.owner, primitives),
    features: readList(reader, 0, MOST.features, () => reader.text(MOST.feature, primitives)),
    products: readProducts(reader, primitives),
  }
}

function readDate(reader: ByteReader): number | null {
  const day = reader.varint(0, MOST.date)
  return day === 0 ? null : endOfDay(day)
}

function readOverLimit(reader: ByteReader): TypedKeyFacts['overLimit'] {
  const rule = reader.varint(0, MOST.overLimitDays + 2)
  if (rule === 0) return 'allow'
  return rule === 1 ? 'refuse' : rule - 2
}

function readList<T>(reader: ByteReader, least: number, most: number, read: () => T): T[] {
  return Array.from({ length: reader.varint(least, most) }, read)
}

function readProducts(reader: ByteReader, primitives: Primitives): TypedKeyProduct[] {
  const products = readList(reader, 1, MOST.products, () => readProduct(reader, primitives))
  const numbers = products.flatMap(({ number }) => (number === null ? [] : [number]))
  if (new Set(numbers).size < numbers.length) throw new Malformed('a product twice')
  return products
}

function readProduct(reader: ByteReader, primitives: Primitives): TypedKeyProduct {
  const head = reader.varint(0, MOST.productNumber * 4 + 3)
  const number = Math.floor(head / 4)
  const name = number === 0 ? readNamed(reader, primitives) : { number }
  const limit = head & 1 ? reader.varint(0, MOST.limit) : null
  const expiry = head & 2 ? endOfDay(reader.varint(1, MOST.date)) : null
  return { ...name, limit, expiry }
}

function readNamed(reader: ByteReader, primitives: Primitives) {
  const code = reader.text(MOST.productCode, primitives)
  const name = reader.text(MOST.productName, primitives)
  return { number: null, code, name, type: reader.text(MOST.productType, primitives) }
}
