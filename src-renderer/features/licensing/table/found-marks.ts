// What a search found, marked in the rows by a highlight of the browser's own: the document stays as it is, so nothing is laid
// out again. Firefox before 140 has no highlights, and marks nothing. How it looks is in cells.css.
import { matchesIn } from './matches.ts'

/** As CSS calls it. */
const NAME = 'found'

export class FoundMarks {
  readonly #highlight = 'Highlight' in globalThis ? new Highlight() : null
  readonly #ofRows = new Map<Element, readonly StaticRange[]>()

  /** From now on. Returns what ends it. */
  show(): () => void {
    if (!this.#highlight) return () => undefined
    CSS.highlights.set(NAME, this.#highlight)
    return () => void CSS.highlights.delete(NAME)
  }

  /** In what the row says now, instead of what was marked there before. */
  mark(row: Element, terms: readonly string[]): void {
    this.forget(row)
    const highlight = this.#highlight
    if (!highlight || terms.length === 0) return
    const ranges = rangesIn(row, terms)
    for (const range of ranges) highlight.add(range)
    this.#ofRows.set(row, ranges)
  }

  forget(row: Element): void {
    for (const range of this.#ofRows.get(row) ?? []) this.#highlight?.delete(range)
    this.#ofRows.delete(row)
  }
}

function rangesIn(row: Element, terms: readonly string[]): StaticRange[] {
  const texts = document.createTreeWalker(row, NodeFilter.SHOW_TEXT)
  const ranges: StaticRange[] = []
  while (texts.nextNode()) {
    const text = texts.currentNode as Text
    for (const { start, end } of matchesIn(text.data, terms))
      ranges.push(
        new StaticRange({ startContainer: text, startOffset: start, endContainer: text, endOffset: end }),
      )
  }
  return ranges
}
