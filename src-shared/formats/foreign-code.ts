// Whether a text can be another issuer's License Code (docs/formats/license-code.md#of-other-issuers).
import { type CharSet, charSet, DIGIT } from './text/char-set.ts'
import { Cursor } from './text/cursor.ts'
import { hasAny, lowerCase, partsOf, placeOf, upperCase } from './text/whole-text.ts'
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

/** One word, or some with signs between them: letters of a code are no words. */
function isWords(code: string): boolean {
  if (hasAny(code, DIGIT)) return false
  const parts = partsOf(code, SIGN)
  if (parts.length === 1 && upperCase(code) === code) return true
  return parts.every((part) => lowerCase(part.slice(1)) === part.slice(1))
}

/** Of files and hosts. */
const ENDINGS = new Set([
  'bak',
  'bin',
  'cer',
  'cfg',
  'conf',
  'cpl',
  'crt',
  'csr',
  'csv',
  'db',
  'der',
  'doc',
  'docx',
  'eml',
  'exe',
  'gz',
  'htm',
  'html',
  'ini',
  'jpeg',
  'jpg',
  'js',
  'json',
  'key',
  'lic',
  'license',
  'log',
  'md',
  'mjs',
  'msg',
  'ods',
  'odt',
  'p12',
  'p7b',
  'p7s',
  'pdf',
  'pem',
  'pfx',
  'png',
  'ps1',
  'pub',
  'rtf',
  'sh',
  'tar',
  'tgz',
  'ts',
  'txt',
  'xls',
  'xlsx',
  'xml',
  'yaml',
  'yml',
  'zip',
  'com',
  'corp',
  'de',
  'edu',
  'eu',
  'example',
  'internal',
  'invalid',
  'io',
  'lan',
  'local',
  'localhost',
  'net',
  'nl',
  'org',
  'test',
])
const ADDRESS = shortPattern(/^(\d{1,3}\.){3}\d{1,3}(:\d+)?$/)
const PORT = shortPattern(/^[^:]*[A-Za-z][^:]*\.[^:]+:\d{2,5}$/)
const LOCALHOST = shortPattern(/^localhost(:|$)/i)

/** A path, a file's name, or a host. Base64 may begin with a slash; its padding is no end of a path. */
function isOfAPlace(code: string): boolean {
  if (OF_A_PATH.has(code[0] ?? '') && !(code.startsWith('/') && code.endsWith('='))) return true
  const ending = partsOf(code, DOT).at(-1) ?? ''
  if (ending.length < code.length && ENDINGS.has(lowerCase(ending))) return true
  return [ADDRESS, PORT, LOCALHOST].some((pattern) => pattern.matches(code))
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
