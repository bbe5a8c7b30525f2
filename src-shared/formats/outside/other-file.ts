// Files that hold no text but their program's own form, known by their first characters: nothing in them can be undone.
import { CONTROL } from '../text/char-set.ts'
import { Cursor } from '../text/cursor.ts'

export type OtherFile = 'outlook_mail' | 'pdf' | 'office' | 'rtf' | 'picture'

/** As their bytes look when they are read as UTF-8. */
const BEGINNINGS: readonly (readonly [string, OtherFile])[] = [
  ['%PDF-', 'pdf'],
  ['{\\rtf', 'rtf'],
  ['PK\u0003\u0004', 'office'],
  // D0 CF 11 E0 A1 B1 1A E1: a compound file, as Outlook saves a mail.
  ['\ufffd\ufffd\u0011\u0871\u001a', 'outlook_mail'],
  ['\ufffdPNG', 'picture'],
  ['\ufffd\ufffd\ufffd\ufffd\u0000\u0010JFIF', 'picture'],
  ['GIF8', 'picture'],
]

/** Of consoles, of old printers, and of UTF-16 that was read as UTF-8. */
const OF_TEXT: ReadonlySet<string> = new Set([
  '',
  '\0',
  '\b',
  '\t',
  '\n',
  '\v',
  '\f',
  '\r',
  '\u0085',
  '\u001b',
])

/** Characters that no text has. */
export function isBinary(text: string): boolean {
  const cursor = new Cursor(text)
  while (!cursor.atEnd) {
    cursor.skipTo(CONTROL)
    if (!OF_TEXT.has(cursor.next())) return true
  }
  return false
}

/** null: it is a text, or nobody knows. */
export function findOtherFile(text: string): OtherFile | null {
  return BEGINNINGS.find(([beginning]) => text.startsWith(beginning))?.[1] ?? null
}
