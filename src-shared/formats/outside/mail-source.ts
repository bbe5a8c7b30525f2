// The source of a mail, as an .eml file or out of “Show original” (RFC 5322, RFC 2045): what a person would read of it.
import { charSet, SPACE } from '../text/char-set.ts'
import { Cursor } from '../text/cursor.ts'
import { shortPattern } from '../text/short-pattern.ts'
import { isBlank, linesOf, lowerCase, MAX_TEXT_CHARACTERS, placeOf, without } from '../text/whole-text.ts'
import { textOfHtml } from './html.ts'
import { decodeBase64Text, decodeQuotedPrintable, looksQuotedPrintable } from './transfer-encoding.ts'

const HEADER = shortPattern(/^([a-z][a-z0-9-]{1,60}):[ \t]*([^;]*)/i)
const OF_A_PART = shortPattern(/^content-(type|transfer-encoding|disposition|id)[ \t]*:/i)
const FOLDED = shortPattern(/^[ \t]/)
/** A boundary between two parts: nobody writes such a line. */
const BOUNDARY = shortPattern(/^--[^\s-][^\s]*$/)

interface Part {
  type: string
  encoding: string
  readonly lines: string[]
}

/** null: it is no mail. Of several forms of one text the plain one is taken; pictures are left out. */
export function textOfMail(text: string): string | null {
  if (placeOf(lowerCase(text), 'content-transfer-encoding') < 0) return null
  const { subject, parts } = partsOfMail(text)
  const read = parts.map(({ type, encoding, lines }) => ({ type, text: decodePart(lines, encoding) }))
  const hasPlain = read.some((part) => part.type === 'text/plain' && !isBlank(part.text))
  const wanted = read.filter(({ type }) => !type.startsWith('image/') && !(hasPlain && type === 'text/html'))
  return [...subject, ...wanted.map((part) => textOfHtml(part.text))].join('\n')
}

/** A line that says what a part is begins one wherever it stands, so that a piece of a mail is read too. */
function partsOfMail(text: string): { subject: readonly string[]; parts: readonly Part[] } {
  const subject: string[] = []
  let part: Part = { type: 'text/plain', encoding: '', lines: [] }
  const parts = [part]
  let inHead = false
  let isFirst = true
  for (const line of linesOf(text, MAX_TEXT_CHARACTERS)) {
    const begins = OF_A_PART.atStart(line) !== null
    if (!inHead && (begins || (isFirst && HEADER.atStart(line)))) {
      inHead = true
      if (begins && !parts.every(({ lines }) => lines.length === 0)) parts.push((part = newPart()))
    }
    isFirst &&= isBlank(line)
    if (inHead) {
      if (isBlank(line)) inHead = false
      else readHeader(line, part, subject)
    } else if (!BOUNDARY.matches(line)) part.lines.push(line)
  }
  return { subject, parts }
}

const newPart = (): Part => ({ type: 'text/plain', encoding: '', lines: [] })

function readHeader(line: string, part: Part, subject: string[]): void {
  if (FOLDED.atStart(line)) return
  const [, name = '', value = ''] = HEADER.atStart(line) ?? []
  switch (lowerCase(name)) {
    case 'subject':
      subject.push(value)
      break
    case 'content-type':
      part.type = lowerCase(without(value, SPACE))
      break
    case 'content-transfer-encoding':
      part.encoding = lowerCase(without(value, SPACE))
  }
}

const OF_BASE64 = charSet(/[A-Za-z0-9+/=\n\r]/)

function isBase64(text: string): boolean {
  const cursor = new Cursor(text)
  cursor.skip(OF_BASE64)
  return cursor.atEnd
}

function decodePart(lines: readonly string[], encoding: string): string {
  if (encoding === 'quoted-printable') return decodeQuotedPrintable(lines.join('\n'))
  if (encoding !== 'base64') return lines.join('\n')
  const end = lines.findIndex((line) => !isBase64(line))
  const letters = (end < 0 ? lines : lines.slice(0, end)).join('')
  const after = end < 0 ? [] : lines.slice(end)
  return [decodeBase64Text(letters) ?? '', ...after].join('\n')
}

/** Shorter ones may be a code. */
const SHORTEST_BODY = 100

/** A body alone, without the line that says how it travels. null: it is none. */
export function textOfQuotedPrintable(text: string): string | null {
  return looksQuotedPrintable(text) ? textOfHtml(decodeQuotedPrintable(text)) : null
}

export function textOfBase64(text: string): string | null {
  if (text.length < SHORTEST_BODY || !isBase64(text)) return null
  const body = decodeBase64Text(text)
  return body === null ? null : textOfHtml(body)
}
