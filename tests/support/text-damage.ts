// What happens to a text between a vendor and an operator: mails, word processors, PDF, PowerShell, consoles.

export type Damage = (text: string) => string

const LINE = /\r?\n/
const eachLine = (change: (line: string) => string) => (text: string) =>
  text.split(LINE).map(change).join('\n')
const inside = (mark: string) => eachLine((line) => line.replace(/(\S{3})(\S)/, `$1${mark}$2`))
const behind = (mark: string) => eachLine((line) => (line === '' ? line : `${line}${mark}`))
const bytesOf = (text: string) => Buffer.from(text, 'utf8')

const fullWidth: Damage = (text) =>
  text.replaceAll(/[!-~]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) + 0xfee0))

/** RFC 2045, section 6.7, in lines of at most 76. */
const quotedPrintable: Damage = eachLine((line) => {
  let encoded = ''
  let length = 0
  for (const byte of bytesOf(line.replace(/ $/, '=20'))) {
    const isPlain = byte >= 32 && byte < 127 && byte !== 61
    const next = isPlain ? String.fromCharCode(byte) : `=${byte.toString(16).toUpperCase().padStart(2, '0')}`
    if (length + next.length > 75) {
      encoded += '=\n'
      length = 0
    }
    encoded += next
    length += next.length
  }
  return encoded
})

const base64: Damage = (text) =>
  (
    bytesOf(text)
      .toString('base64')
      .match(/.{1,76}/g) ?? []
  ).join('\r\n')

const html: Damage = (text) => {
  const lines = text
    .split(LINE)
    .map((line) =>
      line
        .replaceAll('&', '&amp;')
        .replaceAll('<', '&lt;')
        .replaceAll('  ', ' &nbsp;')
        .replaceAll('-', '-<wbr>'),
    )
  return `<html><head><style>p { margin: 0 }\n.a > b { x: 1 }</style></head><body dir="ltr"><div class="x"><p>${lines.join('</p>\n<p>')}</p></div></body></html>`
}

const HEAD = [
  'Received: from mx.vendor.example (mx.vendor.example [192.0.2.7])',
  '\tby mail.customer.example; Thu, 26 Nov 2026 09:00:00 +0000',
  'From: Licensing <licensing@vendor.example>',
  'Subject: Your license',
  'MIME-Version: 1.0',
]
const mail = (type: string, encoding: string, body: string) =>
  [
    ...HEAD,
    `Content-Type: ${type}; charset="utf-8"`,
    `Content-Transfer-Encoding: ${encoding}`,
    '',
    body,
  ].join('\r\n')
const twoForms: Damage = (text) =>
  [
    ...HEAD,
    'Content-Type: multipart/alternative; boundary="000000000000a1b2c305f1"',
    '',
    '--000000000000a1b2c305f1',
    'Content-Type: text/plain; charset="utf-8"',
    'Content-Transfer-Encoding: base64',
    '',
    base64(text),
    '',
    '--000000000000a1b2c305f1',
    'Content-Type: text/html; charset="utf-8"',
    'Content-Transfer-Encoding: quoted-printable',
    '',
    quotedPrintable(html(text)),
    '--000000000000a1b2c305f1--',
  ].join('\r\n')

/** A text and what comes of it; each leaves it readable for a person. */
const numbered = (write: (line: string, number: number) => string) => (text: string) =>
  text
    .replace(/\n$/, '')
    .split(LINE)
    .map((line, index) => write(line, index + 1))
    .join('\n')

export const DAMAGES: Readonly<Record<string, Damage>> = {
  'nothing at all': (text) => text,
  'U+200B behind it': behind('\u200b'),
  'U+200F behind it': behind('\u200f'),
  'a soft hyphen behind it': behind('\u00ad'),
  'a byte order mark before it': (text) => `\ufeff${text}`,
  'an invisible mark in each line': inside('\u2060'),
  'a soft hyphen in each line': inside('\u00ad'),
  'marks of reading direction': eachLine((line) => `\u202a${line}\u202c`),
  'spaces that do not break': (text) => text.replaceAll(' ', '\u00a0'),
  'dashes of typography': (text) => text.replaceAll('--', '—').replaceAll('-', '‑'),
  'full-width letters': fullWidth,
  quoting: eachLine((line) => `> ${line}`),
  'quoting twice': eachLine((line) => `>> ${line}`),
  'quotes around it': (text) => `"${text}"`,
  'quotes of typography': (text) => `„${text}“`,
  'a mail around it': (text) =>
    `Dear operator,\n\n${text}\n\nKind regards,\nVera of Contoso\n+31 20 555 01 23`,
  'line ends of Windows': (text) => text.replaceAll('\n', '\r\n'),
  'line ends of PDF': (text) => text.replaceAll('\n', '\u2028'),
  'the colors of a console': eachLine((line) => `\u001b[1;32m${line}\u001b[0m`),
  'the marks of a paste': (text) => `\u001b[200~${text}\u001b[201~`,
  'a mail in quoted-printable': (text) => mail('text/plain', 'quoted-printable', quotedPrintable(text)),
  'a mail in base64': (text) => mail('text/plain', 'base64', base64(text)),
  'a mail in HTML': (text) => mail('text/html', 'quoted-printable', quotedPrintable(html(text))),
  'a mail in two forms': twoForms,
  'a mail wrapped in quoted-printable once more': (text) =>
    quotedPrintable(mail('text/plain', 'quoted-printable', quotedPrintable(text))),
  'HTML alone': html,
  'the bullets of a list': eachLine((line) => line && `• ${line}`),
  'the bullets of a word processor': eachLine((line) => line && `\uf0b7\t${line}`),
  'numbers of lines, as cat -n writes them': numbered((line, n) => `${String(n).padStart(6)}\t${line}`),
  'numbers of lines, as an editor shows them': numbered((line, n) => `${String(n).padStart(3)} ${line}`),
  'UTF-16 that was read as UTF-8': (text) => Buffer.from(`\ufeff${text}`, 'utf16le').toString('utf8'),
}

/** What a program saved: the bytes of a file. */
export const SAVED: Readonly<Record<string, (text: string) => Uint8Array>> = {
  'UTF-8': bytesOf,
  'UTF-8 with a mark, as Notepad saves it': (text) => bytesOf(`\ufeff${text}`),
  'UTF-16, as PowerShell’s > writes it': (text) =>
    Buffer.from(`\ufeff${text.replaceAll('\n', '\r\n')}`, 'utf16le'),
  'UTF-16 without a mark': (text) => Buffer.from(text, 'utf16le'),
  'UTF-16 of the other byte order': (text) => Buffer.from(`\ufeff${text}`, 'utf16le').swap16(),
}
