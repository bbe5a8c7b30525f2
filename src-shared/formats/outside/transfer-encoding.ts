// The two encodings that a mail travels in (RFC 2045, sections 6.7 and 6.8).
import { charSet, SPACE } from '../text/char-set.ts'
import { Cursor } from '../text/cursor.ts'
import { shortPattern } from '../text/short-pattern.ts'
import { lettersOf, linesOf, MAX_TEXT_CHARACTERS, without } from '../text/whole-text.ts'
import { textOfBytes } from './text-of-bytes.ts'

const EQUALS = charSet(/[=]/)
const HEX = shortPattern(/^[0-9A-F]{2}/i)
const BLANKS_TO_LINE_END = shortPattern(/^[ \t]{0,8}(\r\n|[\n\r]|$)/)
const UTF8 = new TextDecoder('utf-8', { fatal: true })

/** What begins a line of ours, so that the padding of a key is not taken for a line that goes on. */
const DASHES = '--'

export function decodeQuotedPrintable(text: string): string {
  const cursor = new Cursor(text)
  let whole = ''
  for (;;) {
    whole += cursor.takeTo(EQUALS)
    if (cursor.atEnd) return whole
    const bytes = takeBytes(cursor)
    if (bytes.length > 0) whole += decoded(bytes)
    else if (!skipSoftBreak(cursor)) whole += cursor.next()
  }
}

/** A run of `=XX`. */
function takeBytes(cursor: Cursor): number[] {
  const bytes: number[] = []
  for (;;) {
    const hex = cursor.between(cursor.at, cursor.at + 3)
    if (!hex.startsWith('=') || !HEX.matches(hex.slice(1))) return bytes
    for (let passed = 0; passed < 3; passed += 1) cursor.next()
    bytes.push(Number.parseInt(hex.slice(1), 16))
  }
}

/** Older mails are in Latin-1: of ours, only their spaces matter. */
function decoded(bytes: readonly number[]): string {
  try {
    return UTF8.decode(Uint8Array.from(bytes))
  } catch {
    return String.fromCharCode(...bytes.slice(0, 200))
  }
}

function skipSoftBreak(cursor: Cursor): boolean {
  const after = cursor.between(cursor.at + 1, cursor.at + 16)
  if (after.startsWith('=')) return false
  const [blanks] = BLANKS_TO_LINE_END.atStart(after) ?? []
  if (blanks === undefined || after.slice(blanks.length).startsWith(DASHES)) return false
  for (let passed = 0; passed <= blanks.length; passed += 1) cursor.next()
  return true
}

/** Of a padding, of the end of a line, of a space without a break, of the punctuation of typography, of HTML. */
const ENCODED = shortPattern(/^=(?:3D(?:=3D|"|$)|20$|C2=A0|E2=80=)/i)
/** Letters of a line that was broken; the standard allows 76. */
const LONG_LINE = 70

/** Whether a text was copied out of the source of a mail, without the line that says how it travels. */
export function looksQuotedPrintable(text: string): boolean {
  let goesOn = false
  for (const line of linesOf(text, MAX_TEXT_CHARACTERS)) {
    if (goesOn && line !== '' && !line.startsWith(DASHES)) return true
    goesOn = line.length >= LONG_LINE && line.endsWith('=')
    const cursor = new Cursor(line)
    while (cursor.skipTo(EQUALS) >= 0 && !cursor.atEnd) {
      const ahead = cursor.between(cursor.at, cursor.at + 8)
      if (!ahead.startsWith('==') && ENCODED.atStart(ahead)) return true
      cursor.next()
    }
  }
  return false
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
const SIXES = new Map(Array.from(lettersOf(ALPHABET), (letter, value) => [letter, value]))
const BASE64 = charSet(/[A-Za-z0-9+/]/)

/** The text of base64 letters up to the first other letter; null: they are no text. */
export function decodeBase64Text(letters: string): string | null {
  const bytes: number[] = []
  let buffer = 0
  let bits = 0
  for (const letter of lettersOf(new Cursor(without(letters, SPACE)).take(BASE64))) {
    buffer = ((buffer << 6) | (SIXES.get(letter) ?? 0)) & 0xfff
    bits += 6
    if (bits < 8) continue
    bits -= 8
    bytes.push((buffer >> bits) & 0xff)
  }
  const text = textOfBytes(Uint8Array.from(bytes))
  return isText(text) ? text : null
}

const NO_LETTER = charSet(/[\p{Cc}\ufffd]/u)
const OF_TEXT: ReadonlySet<string> = new Set(['', '\t', '\n', '\f', '\r', '\u001b'])

function isText(text: string): boolean {
  const cursor = new Cursor(text)
  do {
    cursor.skipTo(NO_LETTER)
    if (!OF_TEXT.has(cursor.next())) return false
  } while (!cursor.atEnd)
  return true
}
