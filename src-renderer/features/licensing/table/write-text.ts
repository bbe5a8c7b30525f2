// The cells that are a text alone, written into the document by hand: a component for each, with what it watches, takes
// longer to make and to change than all else of a row.
import { cutText } from '#shared/cut-text.ts'
import { markedParts, type MarkedPart } from '../../../ui/marked-parts.ts'

/** No column is wider; the details show all of it. */
const MOST_CHARACTERS = 400
export const cellText = (whole: string): string =>
  whole.length > MOST_CHARACTERS ? `${cutText(whole, MOST_CHARACTERS)}…` : whole

/** `instant`: behind a date; null: it is a text. What the search found is marked. */
export function writeText(
  cell: HTMLElement,
  text: string,
  instant: string | null,
  terms: readonly string[],
): void {
  const holder = holderIn(cell, instant)
  const parts = terms.length === 0 ? [] : markedParts(text, terms)
  if (parts.some(({ found }) => found)) holder.replaceChildren(...parts.map(partNode))
  else if (holder.firstChild instanceof Text && holder.childNodes.length === 1) holder.firstChild.data = text
  else holder.textContent = text
}

function holderIn(cell: HTMLElement, instant: string | null): HTMLElement {
  const before = cell.firstElementChild
  if (instant === null) {
    if (before instanceof HTMLElement && before.localName === 'bdi') return before
    const holder = document.createElement('bdi')
    holder.className = 'text'
    cell.replaceChildren(holder)
    return holder
  }
  let time = before?.firstElementChild
  if (!(time instanceof HTMLTimeElement)) {
    const box = document.createElement('span')
    box.className = 'text'
    time = document.createElement('time')
    box.append(time)
    cell.replaceChildren(box)
  }
  if (time instanceof HTMLTimeElement && time.dateTime !== instant) {
    time.dateTime = instant
    // Written out when it is wanted.
    time.removeAttribute('title')
  }
  return time as HTMLElement
}

function partNode({ text, found }: MarkedPart): Node | string {
  if (!found) return text
  const mark = document.createElement('mark')
  mark.textContent = text
  return mark
}
