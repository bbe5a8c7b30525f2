// The grid of the Licensing page, as its tests look at it and press keys in it.
import { page, userEvent } from 'vitest/browser'

export const headers = (): string[] =>
  [...document.querySelectorAll('thead th')].map((header) => header.getAttribute('aria-label') ?? '')

/** The button that sorts by a column and is dragged to move it. */
export const header = (name: string) => page.getByRole('columnheader', { name }).getByRole('button').first()

export const rowsInDocument = (): number => document.querySelectorAll('tbody tr').length

/** What is marked in the rows now, row by row. */
export function found(): string[] {
  const ranges = [...(CSS.highlights.get('found') ?? [])]
  return ranges
    .toSorted(byPlace)
    .map(({ startContainer, startOffset, endOffset }) =>
      startContainer.textContent!.slice(startOffset, endOffset),
    )
}

const byPlace = (a: AbstractRange, b: AbstractRange): number =>
  a.startContainer === b.startContainer
    ? a.startOffset - b.startOffset
    : a.startContainer.compareDocumentPosition(b.startContainer) & Node.DOCUMENT_POSITION_FOLLOWING
      ? -1
      : 1

/** What was said to screen readers last. */
export const spoken = (): string =>
  document.querySelector('[role=status][aria-live=polite]')?.textContent.trim() ?? ''

export const focused = (): string => document.activeElement?.textContent.trim() ?? ''

export async function press(keys: string): Promise<void> {
  await userEvent.keyboard(keys)
}
