// Signed answers of an activation server (docs/protocol.md#signed-answers): the text that is signed and the header
// that carries it.
import { charSet, SPACE } from './text/char-set.ts'
import { Cursor } from './text/cursor.ts'

export interface SignedAnswer {
  /** Lower case. */
  readonly method: string
  /** Path and query exactly as requested. */
  readonly target: string
  readonly host: string
  readonly date: string
  /** `sha-256=` and base64 of the body's SHA-256. */
  readonly digest: string
}

export function answerSigningText(answer: SignedAnswer): string {
  return [
    `(request-target): ${answer.method} ${answer.target}`,
    `host: ${answer.host}`,
    `date: ${answer.date}`,
    `digest: ${answer.digest}`,
  ].join('\n')
}

export interface SignatureHeader {
  readonly keyId: string
  readonly algorithm: string
  readonly signature: string
  readonly headers: string
}

/** No header of ours or Keygen's comes near it. */
const MAX_HEADER_CHARACTERS = 4096
const NAME = charSet(/[a-z]/)
const QUOTATION_MARK = charSet(/["]/)

/** Null where a field is missing or the header is not a list of `name="value"`. */
export function parseSignatureHeader(header: string): SignatureHeader | null {
  const read = header.length > MAX_HEADER_CHARACTERS ? null : readFields(new Cursor(header))
  if (read === null) return null
  const [keyId, algorithm, signature, headers] = ['keyid', 'algorithm', 'signature', 'headers'].map((name) =>
    read.get(name),
  )
  if (!keyId || !algorithm || !signature || !headers) return null
  return { keyId, algorithm, signature, headers }
}

function readFields(cursor: Cursor): ReadonlyMap<string, string> | null {
  const fields = new Map<string, string>()
  do {
    cursor.skip(SPACE)
    const name = cursor.take(NAME)
    if (name === '' || !cursor.takeWord('="')) return null
    fields.set(name, cursor.takeTo(QUOTATION_MARK))
    if (!cursor.takeWord('"')) return null
    cursor.skip(SPACE)
  } while (cursor.takeWord(','))
  return cursor.atEnd ? fields : null
}

export function formatSignatureHeader(keyId: string, signature: string): string {
  return `keyid="${keyId}", algorithm="ed25519", signature="${signature}", headers="(request-target) host date digest"`
}
