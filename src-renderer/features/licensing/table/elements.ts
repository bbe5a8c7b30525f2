// Elements made and changed by hand, where a component for each would be too much.

export function element<K extends keyof HTMLElementTagNameMap>(
  name: K,
  className: string,
): HTMLElementTagNameMap[K] {
  const made = document.createElement(name)
  if (className !== '') made.className = className
  return made
}

export function svgElement(
  name: 'svg' | 'use' | 'rect',
  attributes: Readonly<Record<string, string>>,
): SVGElement {
  const made = document.createElementNS('http://www.w3.org/2000/svg', name)
  for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value)
  return made
}

/** What is said again changes nothing: the document is not to be laid out for it. */
export function setAttribute(of: Element, name: string, value: string): void {
  if (of.getAttribute(name) !== value) of.setAttribute(name, value)
}

/** The only text of `holder`. */
export function writeText(holder: Element, text: string): void {
  const { firstChild } = holder
  if (!(firstChild instanceof Text)) holder.textContent = text
  else if (firstChild.data !== text) firstChild.data = text
}

/** The last element in `parent`, which holds its text; another kind of it makes room. */
export function within<K extends keyof HTMLElementTagNameMap>(
  parent: Element,
  name: K,
  className = '',
): HTMLElementTagNameMap[K] {
  const before = parent.lastElementChild
  const isThis = before?.localName === name && (className === '' || before.classList.contains(className))
  if (isThis) return before as HTMLElementTagNameMap[K]
  const made = element(name, className)
  parent.replaceChildren(made)
  return made
}
