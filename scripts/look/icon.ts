// A vendor's icon: a drawing and nothing else, since it lies in the page's folder, where a browser would run what is in it.
import { DOMParser, onErrorStopParsing, type Document, type Element, type Node } from '@xmldom/xmldom'

const LARGEST = 64 * 1024
/** Elements, each as often as it is drawn: a file of 64 kB that repeats nothing has fewer. */
const MOST_DRAWN = 5000
const DEEPEST = 100
const SVG = 'http://www.w3.org/2000/svg'
const of = (names: string): ReadonlySet<string> => new Set(names.split(/\s+/))

const DRAWN = of(
  'svg g defs title desc path rect circle ellipse line polyline polygon clipPath mask linearGradient radialGradient stop use',
)
/** Of the drawing, and of who made it. */
const ATTRIBUTES = new Set([
  ...of('id class style version role title xmlns xml:space href xlink:href viewBox'),
  ...of('preserveAspectRatio width height x y x1 y1 x2 y2 cx cy r rx ry fx fy fr d points pathLength'),
  ...of('transform transform-origin gradientTransform gradientUnits spreadMethod offset overflow'),
  ...of('clipPathUnits maskUnits maskContentUnits clip-path clip-rule mask mask-type'),
  ...of('fill fill-opacity fill-rule stroke stroke-width stroke-opacity stroke-linecap stroke-linejoin'),
  ...of('stroke-miterlimit stroke-dasharray stroke-dashoffset stop-color stop-opacity opacity color display'),
  ...of('visibility vector-effect paint-order shape-rendering color-interpolation enable-background'),
])
/** For screen readers and editors: no browser acts on it. */
const SAID = /^(?:aria|data)-[\w-]{1,60}$/
/** What CSS may call: colors and places, and `url` for a part of the same drawing. */
const CALLED = of('rgb rgba hsl hsla translate scale rotate matrix skewX skewY')

/** One that a reference can name in one way alone. */
const PLAIN_ID = /^[^"'()%#\\]{1,200}$/

/** What keeps a text from being an icon, for a person; null: nothing. */
export function iconProblem(text: string): string | null {
  if (text.length > LARGEST) return 'is larger than 64 kB'
  if (text.includes('<!')) {
    const bare = text.replaceAll(/<!--[^]*?-->/g, '')
    if (bare.includes('<!')) return 'has a document type or other declarations'
  }
  let document: Document
  try {
    document = new DOMParser({ onError: onErrorStopParsing }).parseFromString(text, 'text/xml')
  } catch {
    return 'is no XML'
  }
  const root = document.documentElement
  if (root?.namespaceURI !== SVG || root.localName !== 'svg') return 'is no SVG'
  const [x = 0, y = 0, width = 0, height = 0] = (root.getAttribute('viewBox') ?? '')
    .trim()
    .split(/[\s,]+/)
    .map(Number)
  if (![x, y, width, height].every((one) => Number.isFinite(one)) || width <= 0 || width !== height)
    return 'has no viewBox that is a square'
  const nodes = allOf(document)
  const told = nodes.find(
    (node) => node.nodeType === node.PROCESSING_INSTRUCTION_NODE && node.nodeName !== 'xml',
  )
  if (told !== undefined) return `has <?${told.nodeName}?>, which an icon may not have`
  const elements = nodes.filter((node): node is Element => node.nodeType === node.ELEMENT_NODE)
  return (
    elements.map((element) => elementProblem(element)).find((problem) => problem !== null) ??
    drawingProblem(elements)
  )
}

/** Without recursion: a text may hold thousands, each in the one before it. */
function allOf(document: Document): readonly Node[] {
  const found: Node[] = [document]
  for (const node of found) found.push(...Array.from(node.childNodes))
  return found
}

function elementProblem(element: Element): string | null {
  if (element.namespaceURI !== SVG || !DRAWN.has(element.localName ?? ''))
    return `has <${element.nodeName}>, which an icon may not have`
  for (const { name, value } of Array.from(element.attributes)) {
    if (SAID.test(name) || name.startsWith('xmlns:')) continue
    const isRefused =
      !ATTRIBUTES.has(name) ||
      (name === 'id' && !PLAIN_ID.test(value)) ||
      (isReference(name) ? !value.startsWith('#') : leadsOut(value))
    if (isRefused) return `has ${name}="${value.slice(0, 40)}", which an icon may not have`
  }
  return null
}

const isReference = (name: string) => name === 'href' || name === 'xlink:href'

/** An escape may spell any word, and of what CSS can call, much loads something. */
function leadsOut(value: string): boolean {
  if (value.includes('\\')) return true
  const [first = '', ...called] = value.split('(')
  return called.some((given, at) => {
    const [name = ''] = /[\w-]{0,20}$/.exec(called[at - 1] ?? first) ?? []
    if (name.toLowerCase() === 'url') return !/^\s*["']?#/.test(given)
    return name !== '' && !CALLED.has(name)
  })
}

/** Few references can draw a part more often than a machine can: each part by a reference to one that has two. */
function drawingProblem(elements: readonly Element[]): string | null {
  const named = new Map(elements.toReversed().map((element) => [element.getAttribute('id'), element]))
  const missing = elements.flatMap((element) => referred(element)).find((id) => !named.has(id))
  if (missing !== undefined) return `refers to #${missing.slice(0, 40)}, which it does not have`
  const counted = new Map<Element, number>()
  const drawn = (element: Element, depth: number): number => {
    const before = counted.get(element)
    if (before !== undefined) return before
    counted.set(element, Infinity) // until it is known: whoever asks meanwhile is in it
    const parts =
      depth > DEEPEST ? [] : [...childrenOf(element), ...referred(element).map((id) => named.get(id))]
    let sum = depth > DEEPEST ? Infinity : 1
    for (const part of parts) if (part) sum += drawn(part, depth + 1)
    counted.set(element, sum)
    return sum
  }
  const [root] = elements
  if (root === undefined || drawn(root, 0) <= MOST_DRAWN) return null
  return `draws more than ${MOST_DRAWN} parts, has a part within itself, or has more than ${DEEPEST} of them one in the other`
}

const childrenOf = (element: Element): readonly Element[] =>
  Array.from(element.childNodes).filter((node): node is Element => node.nodeType === node.ELEMENT_NODE)

/** The parts of the drawing that an element names. */
const referred = (element: Element): readonly string[] =>
  Array.from(element.attributes).flatMap(({ name, value }) =>
    isReference(name)
      ? [value.slice(1).trim()]
      : [...value.matchAll(/url\(\s*["']?#([^"')]*)/gi)].map(([, id = '']) => id.trim()),
  )
