// The fields that a typed key's bytes are made of: whole numbers, varints, texts (docs/formats/typed-key-v1.md, "Fields").
import type { Primitives } from '../primitives.ts'
import { CONTROL } from '../text/char-set.ts'
import { hasAny } from '../text/whole-text.ts'

/** Appends fields; never checks ranges, that is the encoder's part. */
export class ByteWriter {
  readonly #bytes: number[] = []

  /** Big-endian, `length` bytes. */
  number(value: number, length: number): void {
    for (let place = length - 1; place >= 0; place -= 1)
      this.#bytes.push(Math.floor(value / 256 ** place) % 256)
  }

  /** LEB128: seven bits a byte, the lowest first. */
  varint(value: number): void {
    let rest = value
    while (rest > 127) {
      this.#bytes.push((rest % 128) + 128)
      rest = Math.floor(rest / 128)
    }
    this.#bytes.push(rest)
  }

  hex(text: string): void {
    for (let at = 0; at < text.length; at += 2) this.#bytes.push(parseInt(text.slice(at, at + 2), 16))
  }

  text(text: string, primitives: Primitives): void {
    const utf8 = primitives.encodeUtf8(text)
    this.varint(utf8.length)
    this.#bytes.push(...utf8)
  }

  bytes(): Uint8Array {
    return Uint8Array.from(this.#bytes)
  }
}

/** What a reader throws, and the decoder catches, where the bytes do not follow the layout. */
export class Malformed extends Error {}

/** Reads fields from the start; throws `Malformed` past the end and for a spelling that no writer makes. */
export class ByteReader {
  readonly #bytes: Uint8Array
  #at = 0

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
  }

  #take(length: number): Uint8Array {
    const taken = this.#bytes.subarray(this.#at, this.#at + length)
    if (taken.length < length) throw new Malformed('past the end')
    this.#at += length
    return taken
  }

  number(length: number): number {
    return this.#take(length).reduce((sum, byte) => sum * 256 + byte, 0)
  }

  /** A whole number from `least` to `most`, in its shortest spelling. */
  varint(least: number, most: number): number {
    let value = 0
    for (let scale = 1; ; scale *= 128) {
      const [byte = 0] = this.#take(1)
      value += (byte & 127) * scale
      if (value > most) throw new Malformed('too large')
      if (byte > 127) continue
      if ((byte === 0 && scale > 1) || value < least) throw new Malformed('not the shortest, or too small')
      return value
    }
  }

  hex(length: number): string {
    return Array.from(this.#take(length), (byte) => byte.toString(16).padStart(2, '0')).join('')
  }

  /** A text of 1 to `most` bytes in one line. */
  text(most: number, primitives: Primitives): string {
    const text = primitives.decodeUtf8(this.#take(this.varint(1, most)))
    if (text === null || hasAny(text, CONTROL)) throw new Malformed('not a text in one line')
    return text
  }

  end(): void {
    if (this.#at !== this.#bytes.length) throw new Malformed('more than the fields')
  }
}
