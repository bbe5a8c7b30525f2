// A text with the parts that a search found marked, written into the document by hand: what is there and still right stays.
import { searchForm } from '#shared/search-text.ts'
import { markedParts } from '../../../ui/marked-parts.ts'

export function writeMarked(holder: Element, text: string, terms: readonly string[]): void {
  const parts = terms.length === 0 ? [] : markedParts(text, terms)
  if (!parts.some(({ found }) => found)) {
    writePlain(holder, text)
    return
  }
  let node = holder.firstChild
  for (const part of parts) {
    const before = node
    node = node?.nextSibling ?? null
    if (before && before instanceof Element === part.found) {
      if (before.textContent !== part.text) dataOf(before).data = part.text
    } else if (before) before.replaceWith(partNode(part.text, part.found))
    else holder.append(partNode(part.text, part.found))
  }
  while (node) {
    const next: ChildNode | null = node.nextSibling
    node.remove()
    node = next
  }
}

/** Nothing in it is marked, and nothing is to be. */
export function isUnmarked(cell: Element, terms: readonly string[]): boolean {
  if (cell.getElementsByTagName('mark').length > 0) return false
  const form = searchForm(cell.textContent)
  return !terms.some((term) => form.includes(term))
}

function writePlain(holder: Element, text: string): void {
  const { firstChild } = holder
  if (!(firstChild instanceof Text) || firstChild.nextSibling) holder.textContent = text
  else if (firstChild.data !== text) firstChild.data = text
}

/** A mark holds one text. */
const dataOf = (node: ChildNode): Text => (node instanceof Text ? node : (node.firstChild as Text))

function partNode(text: string, found: boolean): Node {
  if (!found) return new Text(text)
  const mark = document.createElement('mark')
  mark.append(text)
  return mark
}
