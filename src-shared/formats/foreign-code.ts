// Whether a text can be another issuer's License Code (docs/formats/license-code.md#of-other-issuers).
import { type CharSet, charSet, DIGIT, SPACE } from './text/char-set.ts'
import { Cursor } from './text/cursor.ts'
import { hasAny, lowerCase, partsOf, placeOf } from './text/whole-text.ts'
import { shortPattern } from './text/short-pattern.ts'
import { isBareUniqueKey } from './unique-key.ts'

/** What other issuers make codes of; a request carries it in a header, which takes no other letters. */
const FOREIGN_LETTER = charSet(/[A-Za-z0-9\-_.+/=:~]/)
const SIGN = charSet(/[-_.+/=:~]/)
const LONGEST_FOREIGN = 255
const LONGEST_SIGNED = 4096
/** Of an address or a path, and of a block such as a key. */
const NEVER = [':/', './', '..', '-----']
const OF_A_PATH = charSet(/[/~.]/)

/** Nothing else is sent, neither a sentence nor a path or an address that was pasted by mistake. */
export function canBeForeign(code: string): boolean {
  if (!isAll(code, FOREIGN_LETTER) || NEVER.some((word) => placeOf(code, word) >= 0)) return false
  if (isSigned(code)) return code.length <= LONGEST_SIGNED
  if (code.length > LONGEST_FOREIGN) return isEncrypted(code)
  return !isWords(code) && !isOfAPlace(code) && !isLineOfBlock(code) && !isBareUniqueKey(code)
}

const BASE64_URL = charSet(/[A-Za-z0-9\-_=]/)
const DOT = charSet(/[.]/)
/** In letters; Ed25519's has 86 and more. */
const SHORTEST_SIGNATURE = 80
/** `{"`, with which each head of a JWT begins. */
const JWT = 'eyJ'

/** Keygen's keys that are signed themselves: `key/CONTENT.SIGNATURE`, or a JWT. */
function isSigned(code: string): boolean {
  const [content, ...parts] = partsOf(code, DOT)
  const cursor = new Cursor(content ?? '')
  const isEncoded = parts.every((part) => isAll(part, BASE64_URL))
  if (cursor.takeWord('key/')) {
    cursor.skip(BASE64_URL)
    return cursor.atEnd && isEncoded && parts.length === 1 && (parts[0] ?? '').length >= SHORTEST_SIGNATURE
  }
  return cursor.takeWord(JWT) && isAll(content ?? '', BASE64_URL) && isEncoded && parts.length === 2
}

/** Keygen's RSA_2048_PKCS1_ENCRYPT: 256 bytes in base64. */
const ENCRYPTED = 344

const isEncrypted = (code: string): boolean =>
  code.length === ENCRYPTED && (isAll(code, BASE64) || isAll(code, BASE64_URL)) && code.endsWith('=')

/** As a person writes them, with signs between them perhaps: letters of a code are no words. */
function isWords(code: string): boolean {
  if (hasAny(code, DIGIT)) return false
  return partsOf(code, SIGN).every((part) => lowerCase(part.slice(1)) === part.slice(1))
}

/** Of files, in either case: those that lie where a code is looked for. In lower-case letters each ending is one. */
const FILE_ENDINGS = new Set(
  partsOf(
    'cer crt csv doc docx eml htm html jpg json key lic log msg p12 p7b p7s pdf pem pfx png txt xls xlsx xml zip',
    SPACE,
  ),
)
const LOWER_CASE = charSet(/[a-z]/)
const BEHIND_HOST = charSet(/[/:]/)
/** Addresses without `:/` in them. */
const SCHEME = shortPattern(/^(mailto|data|urn|tel|sip|callto|javascript|about):/i)
const IPV4 = shortPattern(/^(\d{1,3}\.){3}\d{1,3}(?:[:/]\d+)?$/)
/** Eight groups, or fewer with `::` among them, which may end in an IPv4 address. */
const IPV6 = shortPattern(
  /^(?=.*::|(?:[^:]+:){7}[^:]+$)[\da-f]{0,4}(?::[\da-f]{0,4}){2,7}(?:(?:\.\d{1,3}){3})?(?:\/\d+)?$/i,
)
const MAC = shortPattern(/^[\da-f]{2}(?::[\da-f]{2}){5}$/i)
const LOCALHOST = shortPattern(/^(?:localhost(?:[:/]|$)|www\.)/i)
const NAME_AND_PORT = shortPattern(/^[a-z][a-z\d-]*:\d{2,5}$/)
const PLACES = [SCHEME, IPV4, IPV6, MAC, LOCALHOST, NAME_AND_PORT]

/** A path, a file's name, or a host. Base64 may begin with a slash; its padding is no end of a path. */
function isOfAPlace(code: string): boolean {
  if (OF_A_PATH.has(code[0] ?? '') && !(code.startsWith('/') && code.endsWith('='))) return true
  const [host = ''] = partsOf(code, BEHIND_HOST)
  return (
    endsAsHost(host) ||
    endsAsHost(code) ||
    FILE_ENDINGS.has(lowerCase(endingOf(code))) ||
    PLACES.some((pattern) => pattern.matches(code))
  )
}

/** Behind its last dot; nothing where there is none. */
function endingOf(text: string): string {
  const labels = partsOf(text, DOT)
  return labels.length > 1 ? (labels.at(-1) ?? '') : ''
}

function endsAsHost(text: string): boolean {
  const ending = endingOf(text)
  return ending.startsWith('xn--') || (ending.length > 1 && isAll(ending, LOWER_CASE))
}

const BASE64 = charSet(/[A-Za-z0-9+/=]/)
const HEX = charSet(/[0-9A-Fa-f]/)
/** PEM has 64, mails have 76. */
const [SHORTEST_LINE, LONGEST_LINE] = [60, 76]

/** Of a key or a file in base64. Digits of base 16 alone are none. */
function isLineOfBlock(code: string): boolean {
  if (code.length < SHORTEST_LINE || code.length > LONGEST_LINE) return false
  return isAll(code, BASE64) && !isAll(code, HEX)
}

function isAll(text: string, set: CharSet): boolean {
  const cursor = new Cursor(text)
  cursor.skip(set)
  return cursor.atEnd
}
