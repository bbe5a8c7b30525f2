// Opens one state of the gallery in a test, as far as its own steps bring it.
import { expect, vi } from 'vitest'
import { page } from 'vitest/browser'
import { openPage } from '../support/open-page.ts'
import type { GalleryState } from './gallery-state.ts'

export async function openState({ page: which, host, reach, shows }: GalleryState) {
  const fake = host()
  const screen = await openPage(fake, which)
  await reach?.(fake)
  await expect.element(page.getByText(shows).first()).toBeInTheDocument()
  // The words may stand in one place while the part that says them at length is still on its way.
  await vi.dynamicImportSettled()
  return screen
}
