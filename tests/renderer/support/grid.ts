// The grid of the Licensing page, as its tests look at it and press keys in it.
import { page, userEvent } from 'vitest/browser'

export const headers = (): string[] =>
  [...document.querySelectorAll('thead th')].map((header) => header.getAttribute('aria-label') ?? '')

/** The button that sorts by a column and is dragged to move it. */
export const header = (name: string) => page.getByRole('columnheader', { name }).getByRole('button').first()

export const rowsInDocument = (): number => document.querySelectorAll('tbody tr').length

/** What was said to screen readers last. */
export const spoken = (): string =>
  document.querySelector('[role=status][aria-live=polite]')?.textContent.trim() ?? ''

export const focused = (): string => document.activeElement?.textContent.trim() ?? ''

export async function press(keys: string): Promise<void> {
  await userEvent.keyboard(keys)
}
