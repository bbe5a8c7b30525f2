// Texts that make a reader slow where anything in it goes back: runs of one character and of short patterns.
import { LETTERS } from '#shared/formats/crockford.ts'

/** Every character of ASCII, and those that some reader takes for something. */
export const CHARACTERS: readonly string[] = [
  ...Array.from({ length: 128 }, (_, point) => String.fromCharCode(point)),
  ...Array.from(
    '\u00a0\u00ad\u1680\u2000\u200b\u200f\u2010\u2014\u2015\u2028\u2029\u2060\u2212\u2e3a\u3000\ufeff\uff0d',
  ),
  ...Array.from('ßéİ\u0301\ud800\udc00😀«”'),
]

/** Of what readers look for: the words of lines, labels and names, and what stands between them. */
export const PIECES: readonly string[] = [
  ...[
    '-',
    '--',
    ' ',
    '\n',
    '\r\n',
    '\t',
    '>',
    '|',
    ':',
    '=',
    '.',
    ',',
    '"',
    '/',
    '_',
    '@',
    '[',
    ']',
    '*',
    '#',
  ],
  ...['0', '1', 'A', 'a', 'L', 'Z', 'U', 'é', '\u00a0', '\u200b', '—', '\u2028', '😀'],
  ...[
    'BEGIN ',
    'END ',
    'MACHINE',
    'LICENSE',
    'FILE',
    '-----BEGIN MACHINE FILE-----',
    '-----END LICENSE FILE-----',
  ],
  ...['-----BEGIN ', '-----BEGIN CERTIFICATE-----', '-----END CERTIFICATE-----'],
  ...[
    'row ',
    '1: ',
    '12 of 31 ',
    'key/',
    'key/e30=.',
    'RETURN-',
    'VIRTUALMETRIC-',
    'License Code: ',
    'http://',
    ', a="',
  ],
  ...[
    'Content-Transfer-Encoding: base64\n\n',
    'Content-Type: text/html\n',
    'Content-Transfer-Encoding: quoted-printable\r\n\r\n',
    'Subject: ',
    '=3D',
    '=\n',
    '=C2=A0',
    'QUJD',
    '<p>',
    '<style>',
    '</style>',
    '<!--',
    '-->',
    '&nbsp;',
    '&#',
    ';',
    '\u001b[31m',
    '\u001b[',
  ],
  ...[LETTERS, '053DS CJ3C8 1T3TF YG9BG 3JE4J B6ZHG\n'],
]

/** So many characters of a pattern, one after the other. */
export const runOf = (pattern: string, length: number): string =>
  pattern.repeat(Math.ceil(length / pattern.length)).slice(0, length)
