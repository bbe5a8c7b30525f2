// A report before it is text or a page: elements with classes and texts, and nothing that runs.

export interface ReportElement {
  readonly tag: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly (ReportElement | string)[]
}

/** Letters of a word that stand without a place to break: more than nearly all words have, and a column has room for them. */
const LONGEST_WORD = 24
const LONG_WORD = new RegExp(String.raw`[^\s-]{${LONGEST_WORD}}(?=[^\s-])`, 'gu')

export const element = (
  tag: string,
  attributes: ReportElement['attributes'],
  ...children: readonly (ReportElement | string)[]
): ReportElement => ({ tag, attributes, children })

/** In the direction of its own letters; a word is never broken inside, but for one that no column has room for. */
export const said = (text: string): ReportElement => element('bdi', {}, ...breakable(text))

function breakable(text: string): (ReportElement | string)[] {
  const parts = text.replaceAll(LONG_WORD, '$&\0').split('\0')
  return parts.flatMap((part, index) => (index === 0 ? [part] : [element('wbr', {}), part]))
}

const VOID: ReadonlySet<string> = new Set(['wbr'])

/** Everything in it is text: what was written by others is escaped. */
export function elementHtml({ tag, attributes, children }: ReportElement): string {
  const named = Object.entries(attributes).map(([name, value]) => ` ${name}="${escapeHtml(value)}"`)
  const inside = children.map((child) => (typeof child === 'string' ? escapeHtml(child) : elementHtml(child)))
  const start = `<${tag}${named.join('')}>`
  return VOID.has(tag) ? start : `${start}${inside.join('')}</${tag}>${ENDS_LINE.has(tag) ? '\n' : ''}`
}

/** So that a file of many rows is many lines. */
const ENDS_LINE: ReadonlySet<string> = new Set(['tr', 'thead', 'section', 'dl', 'header'])

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

export const escapeHtml = (text: string): string =>
  text.replaceAll('\0', '').replaceAll(/[&<>"']/g, (letter) => ENTITIES[letter] ?? letter)
