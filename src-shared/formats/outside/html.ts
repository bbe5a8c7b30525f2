// What a person would read of a text in HTML: no tags, no style, each reference as its character.
import { charSet } from '../text/char-set.ts'
import { Cursor } from '../text/cursor.ts'
import { shortPattern } from '../text/short-pattern.ts'
import { hasAny, lowerCase } from '../text/whole-text.ts'

const MARKUP = charSet(/[<&]/)
/** What follows the first mark. */
const BEGINS = charSet(/[#/!A-Za-z]/)
const TAG_END = charSet(/[>]/)
const TAG = shortPattern(/^<(\/?)([a-z][a-z0-9]{0,11}|!doctype|[ovw]:[a-z]{1,11})(?=[\s/>])/i)
const REFERENCE = shortPattern(/^&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,8}));/i)
const COMMENT = '<!--'
const COMMENT_END = '-->'
/** Longer than any tag's name. */
const TAG_AHEAD = 24
/** As long as the longest reference. */
const REFERENCE_AHEAD = 10

const breaking: ReadonlySet<string> = new Set([
  'address',
  'article',
  'blockquote',
  'br',
  'center',
  'dd',
  'div',
  'dl',
  'dt',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'hr',
  'li',
  'ol',
  'p',
  'pre',
  'section',
  'table',
  'tbody',
  'td',
  'th',
  'tr',
  'ul',
])
const within: ReadonlySet<string> = new Set([
  '!doctype',
  'a',
  'abbr',
  'b',
  'base',
  'bdi',
  'bdo',
  'big',
  'body',
  'code',
  'em',
  'font',
  'head',
  'html',
  'i',
  'img',
  'kbd',
  'link',
  'meta',
  'o:p',
  's',
  'samp',
  'small',
  'span',
  'strong',
  'sub',
  'sup',
  'tt',
  'u',
  'wbr',
])
const hidden: ReadonlySet<string> = new Set(['script', 'style', 'title'])

const NAMED: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  ensp: ' ',
  emsp: ' ',
  thinsp: ' ',
  shy: '',
  zwnj: '',
  zwj: '',
  lrm: '',
  rlm: '',
  ndash: '-',
  mdash: '--',
  hyphen: '-',
  minus: '-',
}

/** A text without tags or references that are known comes back as it was. */
export function textOfHtml(text: string): string {
  if (!hasAny(text, MARKUP)) return text
  const cursor = new Cursor(text)
  let whole = ''
  /** The element whose content nobody sees. */
  let unseen: string | null = null
  let comments = true
  for (;;) {
    const seen = cursor.takeTo(MARKUP)
    if (unseen === null) whole += seen
    if (cursor.atEnd) return whole
    const ahead = aheadOf(cursor)
    if (comments && ahead.startsWith(COMMENT)) {
      comments = cursor.skipPast(COMMENT_END)
      if (comments) continue
    }
    const tag = ahead.startsWith('<') ? tagAt(ahead) : null
    if (tag !== null) {
      if (hidden.has(tag.name)) unseen = tag.closes ? null : tag.name
      else if (unseen === null && breaking.has(tag.name)) whole += '\n'
      cursor.skipTo(TAG_END)
      cursor.next()
      continue
    }
    const reference = ahead.startsWith('&') ? REFERENCE.atStart(ahead) : null
    const stands = reference === null ? null : characterOf(reference)
    const length = stands === null ? 1 : (reference?.[0]?.length ?? 1)
    const passed = pass(cursor, length)
    if (unseen === null) whole += stands ?? passed
  }
}

/** Of a mark that could begin something; else the mark alone. */
function aheadOf(cursor: Cursor): string {
  const mark = cursor.between(cursor.at, cursor.at + 2)
  if (!BEGINS.has(mark.slice(1))) return mark.slice(0, 1)
  return cursor.between(cursor.at, cursor.at + (mark.startsWith('&') ? REFERENCE_AHEAD : TAG_AHEAD))
}

function tagAt(ahead: string): { readonly name: string; readonly closes: boolean } | null {
  const [, slash, name = ''] = TAG.atStart(ahead) ?? []
  const known = lowerCase(name)
  const isKnown = breaking.has(known) || within.has(known) || hidden.has(known)
  return isKnown ? { name: known, closes: slash === '/' } : null
}

function characterOf([, decimal, hex, name = '']: readonly string[]): string | null {
  if (!decimal && !hex) return NAMED[lowerCase(name)] ?? null
  const point = decimal ? Number(decimal) : Number.parseInt(hex ?? '', 16)
  return point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : null
}

function pass(cursor: Cursor, length: number): string {
  let passed = ''
  while (passed.length < length) passed += cursor.next()
  return passed
}
