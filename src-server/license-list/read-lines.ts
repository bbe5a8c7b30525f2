// Bytes of a list as text, in pieces that end where a line does, so that no more than one line is ever waited for
// (docs/formats/license-list.md#what-is-read).
import { isUtf8 } from 'node:buffer'
import { ListNotRead } from './list-not-read.ts'

/** Bytes of a line, letters of a record: more is no license. */
export const MOST_LINE = 1_048_576

const LINE_FEED = 0x0a
const UTF8_MARK = Buffer.from([0xef, 0xbb, 0xbf])
const UTF16_MARKS = { 'utf-16le': Buffer.from([0xff, 0xfe]), 'utf-16be': Buffer.from([0xfe, 0xff]) } as const

/** Throws ListNotRead at a line that is too long, that holds a NUL, or that is not in the encoding of the list. */
export async function* wholeLines(source: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let rest = Buffer.alloc(0)
  let line = 1
  for await (const bytes of inUtf8(source)) {
    const both = Buffer.concat([rest, bytes])
    const end = both.lastIndexOf(LINE_FEED) + 1
    rest = both.subarray(end)
    if (end > 0) yield textOf(both.subarray(0, end), line)
    line += lineFeeds(both.subarray(0, end))
    if (rest.length > MOST_LINE) throw new ListNotRead((words) => words.listLineTooLong(line, MOST_LINE))
  }
  if (rest.length > 0) yield textOf(rest, line)
}

function textOf(lines: Buffer, first: number): string {
  if (isUtf8(lines) && !lines.includes(0)) return lines.toString('utf8')
  let [line, start] = [first, 0]
  for (;;) {
    const end = lines.indexOf(LINE_FEED, start) + 1
    const one = lines.subarray(start, end === 0 ? lines.length : end)
    const nul = one.indexOf(0)
    if (nul >= 0) throw new ListNotRead((words) => words.listNul(line, nul + 1))
    if (!isUtf8(one)) throw new ListNotRead((words) => words.listNotUtf8(line, wellFormedBytes(one) + 1))
    line += 1
    start = end
  }
}

/** How many there are before the first that is wrong: what stands for it takes three in the text. */
const wellFormedBytes = (line: Buffer): number =>
  Buffer.byteLength(line.toString('utf8').split('\uFFFD')[0] ?? '')

function lineFeeds(bytes: Buffer): number {
  let count = 0
  for (let at = bytes.indexOf(LINE_FEED); at >= 0; at = bytes.indexOf(LINE_FEED, at + 1)) count += 1
  return count
}

/** Without its mark. What has none is taken for UTF-8. */
async function* inUtf8(source: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let head: Buffer<ArrayBuffer> | null = Buffer.alloc(0)
  let decoder: TextDecoder | null = null
  for await (const chunk of source) {
    let bytes = Buffer.from(chunk)
    if (head !== null) {
      head = Buffer.concat([head, bytes])
      if (head.length < UTF8_MARK.length) continue
      ;({ decoder, bytes } = begun(head))
      head = null
    }
    yield decoder === null ? bytes : decoded(decoder, bytes)
  }
  if (head !== null) yield begun(head).bytes
  if (decoder !== null) yield decoded(decoder)
}

function begun(head: Buffer<ArrayBuffer>): { decoder: TextDecoder | null; bytes: Buffer<ArrayBuffer> } {
  if (head.subarray(0, 3).equals(UTF8_MARK)) return { decoder: null, bytes: head.subarray(3) }
  for (const [encoding, mark] of Object.entries(UTF16_MARKS))
    if (head.subarray(0, 2).equals(mark))
      return { decoder: new TextDecoder(encoding, { fatal: true }), bytes: head }
  return { decoder: null, bytes: head }
}

/** Without bytes: the end, at which no letter may be half. */
function decoded(decoder: TextDecoder, bytes?: Buffer): Buffer {
  try {
    return Buffer.from(bytes === undefined ? decoder.decode() : decoder.decode(bytes, { stream: true }))
  } catch {
    throw new ListNotRead((words) => words.listNotUtf16)
  }
}
