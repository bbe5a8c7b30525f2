// A vendor's icon: a drawing and nothing else, since it lies in the page's folder, where a browser would run what is in it.
import { DOMParser, onErrorStopParsing, type Element } from '@xmldom/xmldom'

const LARGEST = 64 * 1024
const SVG = 'http://www.w3.org/2000/svg'
const DRAWN: ReadonlySet<string> = new Set(
  'svg g defs title desc path rect circle ellipse line polyline polygon clipPath mask linearGradient radialGradient stop use'.split(
    ' ',
  ),
)

/** What keeps a text from being an icon, for a person; null: nothing. */
export function iconProblem(text: string): string | null {
  if (text.length > LARGEST) return 'is larger than 64 kB'
  if (text.includes('<!')) {
    const bare = text.replaceAll(/<!--[^]*?-->/g, '')
    if (bare.includes('<!')) return 'has a document type or other declarations'
  }
  let root: Element | null
  try {
    root = new DOMParser({ onError: onErrorStopParsing }).parseFromString(text, 'text/xml').documentElement
  } catch {
    return 'is no XML'
  }
  if (root?.namespaceURI !== SVG || root.localName !== 'svg') return 'is no SVG'
  const [x = 0, y = 0, width = 0, height = 0] = (root.getAttribute('viewBox') ?? '')
    .trim()
    .split(/[\s,]+/)
    .map(Number)
  if (![x, y, width, height].every((one) => Number.isFinite(one)) || width <= 0 || width !== height)
    return 'has no viewBox that is a square'
  for (const element of [root, ...Array.from(root.getElementsByTagName('*'))]) {
    if (element.namespaceURI !== SVG || !DRAWN.has(element.localName ?? ''))
      return `has <${element.nodeName}>, which an icon may not have`
    for (const { name, localName, value } of Array.from(element.attributes)) {
      const leadsOut = localName === 'href' ? !value.startsWith('#') : /url\(\s*["']?[^#"'\s]/i.test(value)
      if (name.toLowerCase().startsWith('on') || leadsOut)
        return `has ${name}="${value.slice(0, 40)}", which an icon may not have`
    }
  }
  return null
}
